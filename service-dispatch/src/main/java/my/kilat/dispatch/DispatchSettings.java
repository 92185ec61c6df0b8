package my.kilat.dispatch;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import my.kilat.contract.catalogue.Component;
import my.kilat.dispatch.domain.Conditions;
import my.kilat.dispatch.domain.Rounds;
import my.kilat.dispatch.domain.Weights;
import my.kilat.platform.routing.RoutingSettings;
import my.kilat.platform.settings.Environment;
import my.kilat.platform.settings.SettingsException;
import my.kilat.platform.socket.SocketSettings;

/**
 * What an operator may choose about offers.
 *
 * @param rounds {@code OFFERS_PER_ROUND} (3), {@code OFFER_ANSWER_WITHIN} (20s), {@code OFFER_RADII_KM} (2,5,10), {@code
 *     OFFER_ROUNDS} (6) and {@code OFFERS_PER_RUNNER} (1)
 * @param weights {@code OFFER_WEIGHT_DISTANCE} (60), {@code OFFER_WEIGHT_IDLE} (15), {@code OFFER_WEIGHT_RATING} (15) and {@code
 *     OFFER_WEIGHT_ACCEPTANCE} (10)
 * @param conditions {@code REQUIRE_ESCROW} and {@code OFFER_AHEAD} (45m), as for booking, and {@code OFFER_DELAY} (500ms)
 * @param routing the source of distances between runners and a pickup
 * @param heardWithin {@code OFFER_HEARD_WITHIN}, a runner who has sent no position for longer is not asked, default 5m
 * @param finishingKm {@code OFFER_FINISHING_KM}, how near the end of a ride has to be, to its runner and to the next pickup, for the
 *     runner to be asked already; default 0, never
 * @param profileRefresh {@code RUNNER_PROFILE_REFRESH}, after how long a profile is read again, default 1m
 * @param kept {@code DISPATCH_RETENTION}, how long searches and their offers are kept, default 90d
 * @param sockets how sockets are kept
 * @param bookingUrl {@code UPSTREAM_BOOKING}
 * @param runnerUrl {@code UPSTREAM_RUNNER}
 */
public record DispatchSettings(
        Rounds rounds,
        Weights weights,
        Conditions conditions,
        RoutingSettings routing,
        Duration heardWithin,
        int finishingKm,
        Duration profileRefresh,
        Duration kept,
        SocketSettings sockets,
        URI bookingUrl,
        URI runnerUrl) {
    private static final int MOST_AT_ONCE = 20;
    private static final int MOST_ROUNDS = 50;
    private static final int HEAVIEST = 1_000;
    private static final int WIDEST_KM = 100;

    /** Reads the settings. */
    public static DispatchSettings from(Environment environment) {
        return new DispatchSettings(
                rounds(environment),
                weights(environment),
                new Conditions(
                        environment.flag("REQUIRE_ESCROW", true),
                        environment.duration("OFFER_AHEAD", Duration.ofMinutes(45)),
                        environment.duration("OFFER_DELAY", Duration.ofMillis(500))),
                RoutingSettings.from(environment),
                environment.duration("OFFER_HEARD_WITHIN", Duration.ofMinutes(5)),
                environment.integer("OFFER_FINISHING_KM", 0, 0, WIDEST_KM),
                environment.duration("RUNNER_PROFILE_REFRESH", Duration.ofMinutes(1)),
                environment.duration("DISPATCH_RETENTION", Duration.ofDays(90)),
                SocketSettings.from(environment),
                environment.address(Component.BOOKING.addressSetting(), Component.BOOKING.localAddress()),
                environment.address(Component.RUNNER.addressSetting(), Component.RUNNER.localAddress()));
    }

    private static Rounds rounds(Environment environment) {
        List<String> radii = environment.list("OFFER_RADII_KM", List.of("2", "5", "10"));
        try {
            return new Rounds(
                    environment.integer("OFFERS_PER_ROUND", 3, 1, MOST_AT_ONCE),
                    environment.duration("OFFER_ANSWER_WITHIN", Duration.ofSeconds(20)),
                    radii.stream().map(Integer::valueOf).toList(),
                    environment.integer("OFFER_ROUNDS", 6, 1, MOST_ROUNDS),
                    environment.integer("OFFERS_PER_RUNNER", 1, 1, MOST_AT_ONCE));
        } catch (IllegalArgumentException e) {
            throw new SettingsException(
                    "OFFER_RADII_KM has to be whole kilometres that grow, such as 2,5,10: " + String.join(",", radii));
        }
    }

    private static Weights weights(Environment environment) {
        try {
            return new Weights(
                    environment.integer("OFFER_WEIGHT_DISTANCE", 60, 0, HEAVIEST),
                    environment.integer("OFFER_WEIGHT_IDLE", 15, 0, HEAVIEST),
                    environment.integer("OFFER_WEIGHT_RATING", 15, 0, HEAVIEST),
                    environment.integer("OFFER_WEIGHT_ACCEPTANCE", 10, 0, HEAVIEST));
        } catch (IllegalArgumentException e) {
            throw new SettingsException("OFFER_WEIGHT_DISTANCE, _IDLE, _RATING, _ACCEPTANCE: " + e.getMessage());
        }
    }
}
