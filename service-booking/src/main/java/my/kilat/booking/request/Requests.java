package my.kilat.booking.request;

import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import my.kilat.booking.domain.Actor;
import my.kilat.booking.domain.Booking;
import my.kilat.booking.domain.Decision;
import my.kilat.booking.domain.Planning;
import my.kilat.booking.domain.Ride;
import my.kilat.booking.store.Bookings;
import my.kilat.booking.store.HandlingCards;
import my.kilat.contract.booking.CreateBookingRequest;
import my.kilat.contract.booking.HandlingCard;
import my.kilat.contract.booking.HandlingRequest;
import my.kilat.platform.database.Tx;
import my.kilat.platform.event.Outbox;
import my.kilat.platform.geo.Way;
import my.kilat.platform.id.Ids;
import my.kilat.platform.routing.Routing;

/** Creates bookings. */
public final class Requests {
    /** Of a thousand million numbers hardly one is taken; that many in a row means that something else is wrong. */
    private static final int MAX_NUMBERS = 20;

    private final Bookings bookings;
    private final Outbox outbox;
    private final Planning planning;
    private final InstantSource clock;
    private final Supplier<String> numbers;
    private final Routing routing;

    /** Books with numbers from this source; one that is taken is passed over. */
    public Requests(
            Bookings bookings,
            Outbox outbox,
            Planning planning,
            InstantSource clock,
            Supplier<String> numbers,
            Routing routing) {
        this.bookings = bookings;
        this.outbox = outbox;
        this.planning = planning;
        this.clock = clock;
        this.numbers = numbers;
        this.routing = routing;
    }

    /** The way from which the price is derived. May query a server: not for use in a transaction. */
    public Way way(CreateBookingRequest request) {
        return routing.between(
                RideRequest.position(request.pickupAddress()), RideRequest.position(request.dropoffAddress()));
    }

    /**
     * Creates a booking for an owner. Its way and price are stored, and never calculated again.
     *
     * @throws my.kilat.platform.failure.Failure.Invalid if the request says what no schema can refuse: a time that is
     *     none, past or too far ahead
     */
    public Booking book(Tx tx, Actor.Person owner, CreateBookingRequest request, Way way) {
        Instant now = clock.instant();
        Ride ride = RideRequest.plan(request, way, planning, now);
        UUID id = Ids.next();
        for (int i = 0; i < MAX_NUMBERS; i++) {
            Decision.Changed booked = Booking.request(id, numbers.get(), owner, ride, now);
            if (bookings.add(tx, booked)) {
                outbox.append(tx, booked.events());
                HandlingRequest handling = request.handling();
                if (handling != null) {
                    HandlingCards.add(tx, HandlingCard.of(id, handling), now);
                }
                return booked.after();
            }
        }
        throw new IllegalStateException(MAX_NUMBERS + " booking numbers in a row were taken");
    }
}
