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

/** What is known here of bookings, and what the booking service says of them when it is asked. */
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
     * Asks the booking service about a booking, and remembers what it says.
     *
     * @param bearer the {@code Authorization} of whoever wants to know
     * @throws Failure as {@link BookingLookup#find}
     */
    public void learn(UUID bookingId, String bearer) {
        BookingUpdate answer = BookingUpdate.of(lookup.find(bookingId, bearer), timing.now());
        database.run(tx -> bookings.hear(tx, new TreeMap<>(Map.of(answer.id(), answer))));
    }

    /** Whether it is known here that a booking was cancelled. */
    public boolean isCancelled(UUID bookingId) {
        return bookings.find(bookingId).filter(BookingFacts::cancelled).isPresent();
    }

    /** What is known here of bookings. */
    public List<BookingFacts> of(Collection<UUID> bookingIds) {
        return bookings.findAll(bookingIds);
    }

    /**
     * What the booking service says of bookings.
     *
     * @throws Failure.Unavailable as {@link BookingLookup#standings}
     */
    public List<BookingStanding> standings(List<UUID> bookingIds) {
        return lookup.standings(bookingIds);
    }
}
