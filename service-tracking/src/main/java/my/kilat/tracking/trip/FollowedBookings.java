package my.kilat.tracking.trip;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import my.kilat.contract.tracking.TrackStatus;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.PlainSql;
import my.kilat.platform.database.Tx;
import my.kilat.tracking.domain.FollowedBooking;
import my.kilat.tracking.domain.Parties;
import my.kilat.tracking.domain.Stage;
import my.kilat.tracking.domain.Trip;
import org.jspecify.annotations.Nullable;

/** The table {@code followed_booking}. */
public final class FollowedBookings {
    private static final String HEAR_OF = """
            insert into followed_booking (booking_id, booking_number, owner_id, stage)
            select id, number, owner, 'open' from unnest(?, ?, ?) as n(id, number, owner)
            order by id
            on conflict do nothing""";

    private static final String LOCK = """
            select booking_id, booking_number, owner_id, runner_id, stage, offered_again_at, trip_id, trip_started_at
            from followed_booking where booking_id = any(?) order by booking_id for update""";

    private static final String SAVE = """
            update followed_booking b set owner_id = n.owner, runner_id = n.runner, stage = n.stage,
                offered_again_at = n.offered_again_at, trip_id = n.trip, trip_started_at = n.trip_started_at
            from unnest(?, ?, ?, ?, cast(? as timestamptz[]), ?, cast(? as timestamptz[]))
                as n(id, owner, runner, stage, offered_again_at, trip, trip_started_at)
            where b.booking_id = n.id""";

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
        PlainSql.update(
                tx.sql(),
                HEAR_OF,
                parameters -> parameters
                        .uuids(heardOf, FollowedBooking::id)
                        .texts(heardOf, FollowedBooking::number)
                        .uuids(heardOf, FollowedBooking::ownerId));
        // Always in the same order, so that two instances never wait for each other. And a statement of its own: what
        // it waited for, it sees.
        Map<UUID, FollowedBooking> known = HashMap.newHashMap(heardOf.size());
        PlainSql.list(
                        tx.sql(),
                        LOCK,
                        parameters -> parameters.uuids(heardOf, FollowedBooking::id),
                        FollowedBookings::read)
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
        tx.withCommit(
                SAVE,
                parameters -> parameters
                        .uuids(bookings, FollowedBooking::id)
                        .uuids(bookings, FollowedBooking::ownerId)
                        .uuids(bookings, FollowedBooking::runnerId)
                        .texts(bookings, booking -> booking.stage().name().toLowerCase(Locale.ROOT))
                        .times(bookings, FollowedBooking::offeredAgainAt)
                        .uuids(bookings, booking -> ofTrip(booking, Trip::id))
                        .times(bookings, booking -> ofTrip(booking, Trip::startedAt)));
    }

    private static <T> @Nullable T ofTrip(FollowedBooking booking, Function<Trip, @Nullable T> part) {
        return booking.trip() == null ? null : part.apply(booking.trip());
    }
}
