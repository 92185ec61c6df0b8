package my.kilat.payment.booking;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import my.kilat.contract.internal.BookingStanding;
import my.kilat.payment.domain.BookingFacts;
import my.kilat.payment.domain.BookingUpdate;
import my.kilat.payment.settlement.Timing;
import my.kilat.payment.store.KnownBookings;
import my.kilat.platform.database.Database;
import my.kilat.platform.failure.Failure;

/** The local data about bookings, and queries to the booking service. */
public final class BookingKnowledge {
    private final Database database;
    private final KnownBookings bookings;
    private final BookingLookup lookup;
    private final Timing timing;

    public BookingKnowledge(Database database, KnownBookings bookings, BookingLookup lookup, Timing timing) {
        this.database = database;
        this.bookings = bookings;
        this.lookup = lookup;
        this.timing = timing;
    }

    /**
     * Queries the booking service for a booking, and stores the result.
     *
     * @param bearer the {@code Authorization} of the caller
     * @throws Failure as {@link BookingLookup#find}
     */
    public void learn(UUID bookingId, String bearer) {
        BookingUpdate answer = BookingUpdate.of(lookup.find(bookingId, bearer), timing.now());
        database.run(tx -> bookings.hear(tx, new TreeMap<>(Map.of(answer.id(), answer))));
    }

    /** Whether a booking is known to be cancelled. */
    public boolean isCancelled(UUID bookingId) {
        return bookings.find(bookingId).filter(BookingFacts::cancelled).isPresent();
    }

    /** The local data about bookings. */
    public List<BookingFacts> of(Collection<UUID> bookingIds) {
        return bookings.findAll(bookingIds);
    }

    /**
     * The state of bookings according to the booking service.
     *
     * @throws Failure.Unavailable as {@link BookingLookup#standings}
     */
    public List<BookingStanding> standings(List<UUID> bookingIds) {
        return lookup.standings(bookingIds);
    }
}
