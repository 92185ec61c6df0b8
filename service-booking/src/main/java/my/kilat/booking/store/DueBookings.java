package my.kilat.booking.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import my.kilat.booking.domain.Booking;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;

/**
 * Bookings by the moments at which something is to be done about them. That moment stands in each row, and is written with
 * every change of it ({@link Bookings}).
 */
public final class DueBookings {
    private static final Sql DUE = Sql.of("select " + BookingRow.COLUMNS + """

            from booking b
            where b.status in ('requested', 'accepted') and b.due_at <= :now and b.id <> all(:without)
            order by b.due_at limit :most""");

    /** Those that somebody is just changing are left for the next look. */
    private static final Sql LOCK = Sql.of("select " + BookingRow.COLUMNS + """

            from booking b
            where b.id = any(:ids) order by b.id
            for update skip locked /* bounded: one for each id */""");

    private static final Sql POSTPONE = Sql.of("""
            update booking b set due_at = n.due
            from unnest(:ids, cast(:due as timestamptz[])) as n(id, due)
            where b.id = n.id and b.due_at is distinct from n.due""");

    private static final Sql OVERDUE_RIDES = Sql.of("""
            select number from booking where status = 'in_progress' and due_at <= :now order by due_at limit :most""");

    private final Bookings bookings;

    public DueBookings(Bookings bookings) {
        this.bookings = bookings;
    }

    /**
     * Requested and accepted bookings that are due, those that have been for longest first. They are not locked.
     *
     * @param without bookings that are passed over
     */
    public List<Booking> due(Database database, Instant now, Set<UUID> without, int most) {
        return database.list(
                DUE,
                values -> values.time("now", now)
                        .uuids("without", without, id -> id)
                        .number("most", most),
                BookingRow::read);
    }

    /** Those of these bookings that nobody is just changing; nobody else can until the transaction ends. */
    public List<Booking> lock(Tx tx, Collection<UUID> ids) {
        return tx.list(LOCK, values -> values.uuids("ids", ids, id -> id), BookingRow::read);
    }

    /**
     * Writes down when locked bookings are due under the settings of now, which may have changed since that was last done.
     *
     * @return how many were due at another time
     */
    public int postpone(Tx tx, List<Booking> locked) {
        return locked.isEmpty()
                ? 0
                : tx.update(
                        POSTPONE,
                        values -> values.uuids("ids", locked, Booking::id).times("due", locked, bookings::due));
    }

    /** Numbers of bookings whose ride has been under way for too long, the longest first, at most so many. */
    public List<String> overdueRides(Database database, Instant now, int most) {
        return database.list(
                OVERDUE_RIDES, values -> values.time("now", now).number("most", most), row -> row.text("number"));
    }
}
