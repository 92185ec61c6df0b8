package my.kilat.tracking.trip;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import my.kilat.contract.tracking.TrackStatus;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Tx;
import my.kilat.tracking.domain.FollowedBooking;
import my.kilat.tracking.domain.Parties;
import my.kilat.tracking.domain.Stage;
import my.kilat.tracking.domain.Trip;

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

    /** Remembers a booking and its owner, unless both are known. */
    void remember(Tx tx, UUID booking, String number, UUID owner) {
        tx.sql()
                .createUpdate("""
                        insert into followed_booking (booking_id, booking_number, owner_id, stage)
                        values (:booking, :number, :owner, 'open')
                        on conflict (booking_id) do update set owner_id = excluded.owner_id
                        where followed_booking.owner_id is null""")
                .bind("booking", booking)
                .bind("number", number)
                .bind("owner", owner)
                .execute();
    }

    /** What is known of a booking, locked until the end of the transaction. */
    FollowedBooking lock(Tx tx, UUID booking, String number) {
        return find(tx, booking).orElseGet(() -> {
            tx.sql()
                    .createUpdate("""
                            insert into followed_booking (booking_id, booking_number, stage)
                            values (:booking, :number, 'open') on conflict do nothing""")
                    .bind("booking", booking)
                    .bind("number", number)
                    .execute();
            return find(tx, booking).orElseThrow();
        });
    }

    private static Optional<FollowedBooking> find(Tx tx, UUID booking) {
        return tx.sql()
                .createQuery("""
                        select booking_id, booking_number, owner_id, runner_id, stage, offered_again_at,
                            trip_id, trip_started_at
                        from followed_booking where booking_id = :booking for update""")
                .bind("booking", booking)
                .map((row, context) -> read(row))
                .findOne();
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

    /** Stores what is known now. */
    void save(Tx tx, FollowedBooking booking) {
        Trip trip = booking.trip();
        tx.sql()
                .createUpdate("""
                        update followed_booking set owner_id = :owner, runner_id = :runner, stage = :stage,
                            offered_again_at = :offeredAgainAt, trip_id = :trip, trip_started_at = :tripStartedAt
                        where booking_id = :booking""")
                .bind("booking", booking.id())
                .bind("owner", booking.ownerId())
                .bind("runner", booking.runnerId())
                .bind("stage", booking.stage().name().toLowerCase(Locale.ROOT))
                .bind("offeredAgainAt", booking.offeredAgainAt())
                .bind("trip", trip == null ? null : trip.id())
                .bind("tripStartedAt", trip == null ? null : trip.startedAt())
                .execute();
    }
}
