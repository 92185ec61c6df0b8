package my.kilat.tracking.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import my.kilat.contract.event.UnattendedStop;
import my.kilat.platform.geo.Position;
import my.kilat.tracking.domain.Sighting.Leg;
import my.kilat.tracking.domain.Sighting.Subject;
import org.jspecify.annotations.Nullable;

/**
 * Where a vehicle has stayed lately. A stop that has become too long is told once; it ends when the vehicle is seen elsewhere, and
 * only a stop after that is told again. It needs no further position: a phone that falls silent while the vehicle stands changes
 * nothing. One that falls silent on the way does not stand.
 *
 * @param place the first position there
 * @param since the time of that
 * @param isConfirmed whether a later position showed that the vehicle had stayed
 * @param toldAt when it was told that the stop is too long; null before
 */
public record Standing(
        Position place,
        Instant since,
        boolean isConfirmed,
        @Nullable Instant toldAt) {
    /** Positions of a vehicle that stands differ by less; who moves that far within the time allowed only creeps. */
    static final double RADIUS_KM = 0.1;

    private static final Duration CONFIRMED_AFTER = Duration.ofMinutes(1);

    /** The place where the vehicle of a trip stays, after the place known before; empty as long as none is known. */
    public static Optional<Standing> after(@Nullable Standing before, Sighting seen) {
        Position last = seen.last();
        Instant lastAt = seen.lastAt();
        if (last == null || lastAt == null) {
            return Optional.ofNullable(before);
        }
        if (before == null || (lastAt.isAfter(before.since) && before.place.kilometresTo(last) > RADIUS_KM)) {
            return Optional.of(new Standing(last, lastAt, false, null));
        }
        boolean stayed = before.isConfirmed || !lastAt.isBefore(before.since.plus(CONFIRMED_AFTER));
        return Optional.of(new Standing(before.place, before.since, stayed, before.toldAt));
    }

    /**
     * What is to be told of it now.
     *
     * @param pickedUpAt since when the pet is aboard; null if it is not
     */
    public Optional<UnattendedStop> told(Sighting seen, @Nullable Instant pickedUpAt, StopRules rules, Instant now) {
        Journey journey = seen.journey();
        if (toldAt != null
                || !isConfirmed
                || seen.leg() != Leg.TO_DROPOFF
                || journey == null
                || journey.hasStopNear(place)) {
            return Optional.empty();
        }
        Instant from = pickedUpAt == null || pickedUpAt.isBefore(since) ? since : pickedUpAt;
        StopRules.Limit limit = rules.limit(from, journey.temperatureControlled());
        if (now.isBefore(limit.at())) {
            return Optional.empty();
        }
        Subject of = seen.subject();
        return Optional.of(new UnattendedStop(
                of.trip(),
                of.booking(),
                of.number(),
                of.runner(),
                of.owner(),
                place.latitude(),
                place.longitude(),
                from,
                limit.inHeat(),
                now));
    }

    /** The same, told. */
    public Standing toldAt(Instant now) {
        return new Standing(place, since, isConfirmed, now);
    }
}
