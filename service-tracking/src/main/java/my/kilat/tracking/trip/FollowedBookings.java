package my.kilat.tracking.trip;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import my.kilat.contract.tracking.TrackStatus;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Tx;
import my.kilat.tracking.domain.FollowedBooking;
import my.kilat.tracking.domain.Parties;
import my.kilat.tracking.domain.Stage;
import my.kilat.tracking.domain.Trip;
import org.jspecify.annotations.Nullable;

/** The table {@code followed_booking}. */
public final class FollowedBookings {
    private final Database database;

    public FollowedBookings(Database database) {
        this.database = database;
    }

    /** Who may follow a booking; nothing when it, or its owner, has not been heard of. */
    public Optional<Parties> parties(UUID booking) {
        return database.read(handle -> handle.createQuery("""
                        select owner_id, runner_id from followed_booking
                        where booking_id = :booking and owner_id is not null""")
                .bind("booking", booking)
                .map((row, context) -> new Parties(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
                .findOne());
    }

    /**
     * What is known of these bookings, locked until the end of the transaction. Those that were not known are from now on,
     * just as they are given here.
     */
    Map<UUID, FollowedBooking> lock(Tx tx, Collection<FollowedBooking> heardOf) {
        tx.sql()
                .createUpdate("""
                        insert into followed_booking (booking_id, booking_number, owner_id, stage)
                        select id, number, owner, 'open' from unnest(:ids, :numbers, :owners) as n(id, number, owner)
                        order by id
                        on conflict do nothing""")
                .bindArray("ids", UUID.class, column(heardOf, FollowedBooking::id))
                .bindArray("numbers", String.class, column(heardOf, FollowedBooking::number))
                .bindArray("owners", UUID.class, column(heardOf, FollowedBooking::ownerId))
                .execute();
        // Always in the same order, so that two instances never wait for each other. And a statement of its own: what
        // it waited for, it sees.
        Map<UUID, FollowedBooking> known = HashMap.newHashMap(heardOf.size());
        tx.sql()
                .createQuery("""
                        select booking_id, booking_number, owner_id, runner_id, stage, offered_again_at,
                            trip_id, trip_started_at
                        from followed_booking where booking_id = any(:ids) order by booking_id for update""")
                .bindArray("ids", UUID.class, column(heardOf, FollowedBooking::id))
                .map((row, context) -> read(row))
                .forEach(booking -> known.put(booking.id(), booking));
        return known;
    }

    private static FollowedBooking read(ResultSet row) throws SQLException {
        UUID booking = row.getObject(1, UUID.class);
        UUID runner = row.getObject(4, UUID.class);
        UUID trip = row.getObject(7, UUID.class);
        return new FollowedBooking(
                booking,
                row.getString(2),
                row.getObject(3, UUID.class),
                runner,
                Stage.valueOf(row.getString(5).toUpperCase(Locale.ROOT)),
                Rows.timeIfAny(row, 6),
                trip == null ? null : new Trip(trip, booking, runner, TrackStatus.ACTIVE, Rows.time(row, 8), null, 0));
    }

    /** Stores what is known now of bookings that are locked. */
    void save(Tx tx, Collection<FollowedBooking> bookings) {
        if (bookings.isEmpty()) {
            return;
        }
        tx.sql()
                .createUpdate("""
                        update followed_booking b set owner_id = n.owner, runner_id = n.runner, stage = n.stage,
                            offered_again_at = n.offered_again_at, trip_id = n.trip, trip_started_at = n.trip_started_at
                        from unnest(:ids, :owners, :runners, :stages, cast(:offers as timestamptz[]),
                            :trips, cast(:starts as timestamptz[]))
                            as n(id, owner, runner, stage, offered_again_at, trip, trip_started_at)
                        where b.booking_id = n.id""")
                .bindArray("ids", UUID.class, column(bookings, FollowedBooking::id))
                .bindArray("owners", UUID.class, column(bookings, FollowedBooking::ownerId))
                .bindArray("runners", UUID.class, column(bookings, FollowedBooking::runnerId))
                .bindArray(
                        "stages",
                        String.class,
                        column(bookings, booking -> booking.stage().name().toLowerCase(Locale.ROOT)))
                .bindArray("offers", String.class, column(bookings, booking -> text(booking.offeredAgainAt())))
                .bindArray("trips", UUID.class, column(bookings, booking -> ofTrip(booking, Trip::id)))
                .bindArray(
                        "starts",
                        String.class,
                        column(bookings, booking -> ofTrip(booking, trip -> text(trip.startedAt()))))
                .execute();
    }

    private static <T> @Nullable T ofTrip(FollowedBooking booking, Function<Trip, @Nullable T> part) {
        return booking.trip() == null ? null : part.apply(booking.trip());
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    private static <T> List<@Nullable T> column(
            Collection<FollowedBooking> bookings, Function<FollowedBooking, @Nullable T> part) {
        List<@Nullable T> column = new ArrayList<>(bookings.size());
        bookings.forEach(booking -> column.add(part.apply(booking)));
        return column;
    }
}
