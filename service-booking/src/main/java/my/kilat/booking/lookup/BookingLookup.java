package my.kilat.booking.lookup;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import my.kilat.booking.domain.Actor;
import my.kilat.booking.domain.Booking;
import my.kilat.booking.domain.Party;
import my.kilat.booking.domain.StatusFilter;
import my.kilat.booking.domain.Visibility;
import my.kilat.booking.store.BookingCursorLists;
import my.kilat.booking.store.BookingLists;
import my.kilat.booking.store.Bookings;
import my.kilat.booking.store.Histories;
import my.kilat.contract.booking.BookingHistory;
import my.kilat.contract.booking.BookingHistoryEntry;
import my.kilat.contract.internal.BookingStanding;
import my.kilat.platform.database.Database;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.page.CursorPage;
import my.kilat.platform.page.CursorRequest;
import my.kilat.platform.page.PageRequest;
import my.kilat.platform.page.Slice;

/** Reads bookings for users who may see them, and for the payment service. */
public final class BookingLookup {
    private final Database database;
    private final Bookings bookings;
    private final BookingLists lists;
    private final BookingCursorLists cursorLists;

    public BookingLookup(Database database, Bookings bookings, BookingLists lists, BookingCursorLists cursorLists) {
        this.database = database;
        this.bookings = bookings;
        this.lists = lists;
        this.cursorLists = cursorLists;
    }

    /**
     * One booking.
     *
     * @throws Failure.NotFound if there is none with this id
     * @throws Failure.NotAllowed if it is not visible
     */
    public Booking get(UUID id, Visibility visibility) {
        Booking booking = find(id);
        visibility.require(booking);
        return booking;
    }

    /**
     * The course of a booking, for its owner, the runner who has it, and administrators. Only the latter see ids and reasons.
     *
     * @throws Failure.NotFound if there is none with this id
     * @throws Failure.NotAllowed if the person is none of them
     */
    public BookingHistory history(UUID id, Actor.Person person) {
        Party party = find(id).partyOf(person);
        if (!party.mayReadHistory()) {
            throw new Failure.NotAllowed("only the parties of this booking can see its history");
        }
        List<BookingHistoryEntry> entries = Histories.of(database, id);
        return new BookingHistory(
                id,
                party == Party.ADMIN
                        ? entries
                        : entries.stream().map(BookingHistoryEntry::forParties).toList());
    }

    private Booking find(UUID id) {
        return bookings.find(database, id).orElseThrow(() -> new Failure.NotFound("Booking", id));
    }

    /** A page of what concerns a person. */
    public Slice<Booking> list(Visibility visibility, StatusFilter filter, PageRequest page) {
        return lists.of(visibility, filter, page);
    }

    /** As {@link #list(Visibility, StatusFilter, PageRequest)}, by cursor: all newest first. */
    public CursorPage<Booking> list(Visibility visibility, StatusFilter filter, CursorRequest page) {
        return cursorLists.of(visibility, filter, page);
    }

    /** How bookings stand as far as their money is concerned; those that do not exist are left out. */
    public List<BookingStanding> standings(Collection<UUID> ids) {
        return bookings.standings(database, ids);
    }
}
