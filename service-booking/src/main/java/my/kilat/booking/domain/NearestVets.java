package my.kilat.booking.domain;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import my.kilat.contract.booking.Address;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.geo.Position;

/**
 * Which clinics are shown for a booking, to whom, and from where their distance counts.
 *
 * @param radiusMetres how far away a clinic that is open may be to come before closed ones that are nearer
 */
public record NearestVets(double radiusMetres) {
    /** Clinics in an answer. */
    public static final int MOST = 5;

    /**
     * A clinic that was found.
     *
     * @param metres from where it was looked for
     */
    public record Found(Clinic clinic, double metres) {}

    private static final Comparator<Found> NEAREST_FIRST = Comparator.comparingDouble(Found::metres)
            .thenComparing(found -> found.clinic().id(), Comparator.comparing(UUID::toString));

    /**
     * Lets those look for one who may read the handling card.
     *
     * @throws Failure.NotAllowed for everybody else
     */
    public static void requireReader(Booking booking, Actor.Person person) {
        if (!HandlingAccess.mayRead(booking, person)) {
            throw new Failure.NotAllowed(
                    "vets are shown to the owner of this booking, and to the runner while the ride is theirs");
        }
    }

    /** Where it is looked for one: where the caller is, or else at the stop of the ride that the pet is at or on its way to. */
    public static Position from(Booking booking, Optional<Position> caller) {
        Address stop = booking.state().pickedUp().isPresent()
                ? booking.ride().dropoff()
                : booking.ride().pickup();
        return caller.orElseGet(() -> new Position(stop.latitude(), stop.longitude()));
    }

    /**
     * Those to show: within the radius the open ones first and then the closed ones, or, if none is open there, the nearest ones
     * wherever they are.
     *
     * @param found at least the nearest {@value #MOST} that are open within the radius, and the nearest {@value #MOST} of all
     */
    public List<Found> choose(List<Found> found, Instant now) {
        List<Found> sorted = found.stream().sorted(NEAREST_FIRST).toList();
        List<Found> within =
                sorted.stream().filter(one -> one.metres() <= radiusMetres).toList();
        boolean someOpen = within.stream().anyMatch(one -> isOpen(one, now));
        return (someOpen ? openFirst(within, now) : sorted).stream().limit(MOST).toList();
    }

    private static List<Found> openFirst(List<Found> nearestFirst, Instant now) {
        return nearestFirst.stream()
                .sorted(Comparator.comparing((Found one) -> !isOpen(one, now)))
                .toList();
    }

    private static boolean isOpen(Found found, Instant now) {
        return found.clinic().openingHours().includes(now);
    }
}
