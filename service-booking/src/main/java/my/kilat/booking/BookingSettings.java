package my.kilat.booking;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import my.kilat.booking.domain.Deadlines;
import my.kilat.booking.domain.NearestVets;
import my.kilat.booking.domain.OffersFirst;
import my.kilat.booking.domain.Planning;
import my.kilat.booking.domain.RidePolicy;
import my.kilat.booking.domain.RidePolicy.ReleaseOn;
import my.kilat.contract.catalogue.Component;
import my.kilat.platform.routing.RoutingSettings;
import my.kilat.platform.settings.Environment;
import my.kilat.platform.settings.SettingsException;

/**
 * What an operator may choose about bookings.
 *
 * @param policy {@code REQUIRE_ESCROW} (default on), {@code RELEASE_ON} ({@code owner_confirm}, or {@code
 *     runner_deliver}) and {@code RIDES_PER_RUNNER} (default 0: any number), {@code
 *     DISPATCH} ({@code open}, or {@code offers}: at first only those may accept to whom it is offered) and {@code OFFERS_FIRST_FOR}
 *     (how long that is, default 2m)
 * @param routing the source of the way from which prices are derived
 * @param autoConfirmAfter {@code AUTO_CONFIRM_AFTER}, how long an owner may keep silent after a delivery, default 24h
 * @param autoConfirmEvery {@code AUTO_CONFIRM_EVERY}, the pause between two looks for such bookings, default 30s
 * @param payAgainWithin {@code PAY_AGAIN_WITHIN}, for how long an owner whose held money has lapsed is waited for, default 7d
 * @param limits {@code REQUEST_EXPIRES} (default 2h), {@code UNPAID_EXPIRES} (24h), {@code PICKUP_OVERDUE} (60m) and {@code
 *     RIDE_OVERDUE_FACTOR} (3)
 * @param planning {@code SCHEDULE_AHEAD} (default 30d), {@code OFFER_AHEAD} (45m) and {@code PICKUP_AHEAD} (30m)
 * @param deadlinesEvery {@code DEADLINES_EVERY}, the pause between two looks for bookings that are due, default 15s
 * @param nearestVets {@code VETS_WITHIN_KM} (default 30), within how many kilometres of a ride an open clinic comes before nearer closed
 *     ones
 * @param exampleVets {@code EXAMPLE_VETS}, whether an empty directory of vets gets clinics that do not exist, in development only; default
 *     off
 * @param paymentUrl {@code UPSTREAM_PAYMENT}, where the payment service is; the first of a list
 * @param dispatchUrl {@code UPSTREAM_DISPATCH}, where the dispatch service is; the first of a list
 * @param runnerUrl {@code UPSTREAM_RUNNER}, where the runner service is; the first of a list
 * @param reconcileEvery {@code RECONCILE_EVERY}, the pause between two pages of the comparison with the payment service,
 *     default 10s
 * @param olderWebOrigins {@code WEB_STATUS_ORIGINS}, the origins that know a pet under way as {@code in_transit}
 */
public record BookingSettings(
        RidePolicy policy,
        RoutingSettings routing,
        Duration autoConfirmAfter,
        Duration autoConfirmEvery,
        Duration payAgainWithin,
        Deadlines.Limits limits,
        Planning planning,
        Duration deadlinesEvery,
        NearestVets nearestVets,
        boolean exampleVets,
        URI paymentUrl,
        URI dispatchUrl,
        URI runnerUrl,
        Duration reconcileEvery,
        Set<String> olderWebOrigins) {
    private static final int MOST_RIDES = 1_000;
    private static final int MOST_TIMES = 100;
    private static final int MOST_VET_KILOMETRES = 500;

    /** To whom a paid booking is open. */
    private enum OpenTo {
        OPEN,
        OFFERS
    }

    private static final List<String> OLDER_WEB =
            List.of("http://localhost:3000", "http://localhost:3001", "http://localhost:3002");

    /** Reads the settings. */
    public static BookingSettings from(Environment environment) {
        Planning planning = new Planning(
                environment.duration("SCHEDULE_AHEAD", Duration.ofDays(30)),
                environment.duration("OFFER_AHEAD", Duration.ofMinutes(45)),
                environment.duration("PICKUP_AHEAD", Duration.ofMinutes(30)));
        return new BookingSettings(
                new RidePolicy(
                        environment.flag("REQUIRE_ESCROW", true),
                        environment.choice("RELEASE_ON", ReleaseOn.OWNER_CONFIRM),
                        environment.integer("RIDES_PER_RUNNER", 0, 0, MOST_RIDES),
                        environment.choice("DISPATCH", OpenTo.OPEN) == OpenTo.OPEN
                                ? OffersFirst.NOT_AT_ALL
                                : new OffersFirst(
                                        environment.duration("OFFERS_FIRST_FOR", Duration.ofMinutes(2)),
                                        planning.offerAhead())),
                RoutingSettings.from(environment),
                environment.duration("AUTO_CONFIRM_AFTER", Duration.ofHours(24)),
                environment.duration("AUTO_CONFIRM_EVERY", Duration.ofSeconds(30)),
                environment.duration("PAY_AGAIN_WITHIN", Duration.ofDays(7)),
                new Deadlines.Limits(
                        environment.duration("REQUEST_EXPIRES", Duration.ofHours(2)),
                        environment.duration("UNPAID_EXPIRES", Duration.ofHours(24)),
                        environment.duration("PICKUP_OVERDUE", Duration.ofMinutes(60)),
                        environment.integer("RIDE_OVERDUE_FACTOR", 3, 1, MOST_TIMES)),
                planning,
                environment.duration("DEADLINES_EVERY", Duration.ofSeconds(15)),
                new NearestVets(1_000.0 * environment.integer("VETS_WITHIN_KM", 30, 1, MOST_VET_KILOMETRES)),
                exampleVets(environment),
                environment.address(Component.PAYMENT.addressSetting(), Component.PAYMENT.localAddress()),
                environment.address(Component.DISPATCH.addressSetting(), Component.DISPATCH.localAddress()),
                environment.address(Component.RUNNER.addressSetting(), Component.RUNNER.localAddress()),
                environment.duration("RECONCILE_EVERY", Duration.ofSeconds(10)),
                Set.copyOf(environment.list("WEB_STATUS_ORIGINS", OLDER_WEB)));
    }

    private static boolean exampleVets(Environment environment) {
        boolean isWanted = environment.flag("EXAMPLE_VETS", false);
        if (isWanted && !environment.development()) {
            throw new SettingsException("EXAMPLE_VETS is for development; these clinics do not exist");
        }
        return isWanted;
    }
}
