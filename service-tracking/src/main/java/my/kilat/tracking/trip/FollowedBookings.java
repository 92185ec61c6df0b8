package my.kilat.tracking.trip;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
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
import my.kilat.tracking.domain.Acquaintance;
import my.kilat.tracking.domain.FollowedBooking;
import my.kilat.tracking.domain.Parties;
import my.kilat.tracking.domain.Stage;
import my.kilat.tracking.domain.Trip;
import my.kilat.tracking.domain.Turn;
import org.jspecify.annotations.Nullable;

/** The table {@code followed_booking}. */
public final class FollowedBookings {
    private static final String HEAR_OF = """
            insert into followed_booking (booking_id, booking_number, owner_id, stage)
            select id, number, owner, 'open' from unnest(?, ?, ?) as n(id, number, owner)
            order by id
            on conflict do nothing""";

    private static final String LOCK = """
            select booking_id, booking_number, owner_id, runner_id, stage, offered_again_at, offered_again_version,
                   trip_id, trip_started_at, trip_version
            from followed_booking where booking_id = any(?) order by booking_id for update""";

    private static final String SAVE = """
            update followed_booking b set owner_id = n.owner, runner_id = n.runner, stage = n.stage,
                offered_again_at = n.offered_again_at, offered_again_version = n.offered_again_version,
                trip_id = n.trip, trip_started_at = n.trip_started_at, trip_version = n.trip_version, heard_at = now()
            from unnest(?, ?, ?, ?, cast(? as timestamptz[]), ?, ?, cast(? as timestamptz[]), ?)
                as n(id, owner, runner, stage, offered_again_at, offered_again_version, trip, trip_started_at, trip_version)
            where b.booking_id = n.id""";

    private static final String HEARD = "update followed_booking set heard_at = now() where booking_id = ?";

    private static final String ACQUAINTANCE = """
            select owner_id, runner_id, stage, trip_id is not null, extract(epoch from now() - heard_at)
            from followed_booking where booking_id = ? and owner_id is not null""";

    private final Database database;

    public FollowedBookings(Database database) {
        this.database = database;
    }

    /** What is known of a booking; nothing when it, or its owner, has not been heard of. */
    public Optional<Acquaintance> find(UUID booking) {
        return database.read(handle -> PlainSql.one(
                handle,
                ACQUAINTANCE,
                parameters -> parameters.uuid(booking),
                row -> new Acquaintance(
                        new Parties(row.getObject(1, UUID.class), row.getObject(2, UUID.class)),
                        stage(row.getString(3)),
                        row.getBoolean(4),
                        Duration.ofSeconds(Math.max(0, row.getLong(5))))));
    }

    /** A booking has been heard of, even if nothing new. */
    void heard(Tx tx, UUID booking) {
        tx.withCommit(HEARD, parameters -> parameters.uuid(booking));
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
        Instant offeredAgain = Rows.timeIfAny(row, 6);
        UUID trip = row.getObject(8, UUID.class);
        return new FollowedBooking(
                booking,
                row.getString(2),
                row.getObject(3, UUID.class),
                runner,
                stage(row.getString(5)),
                offeredAgain == null ? null : new Turn(row.getObject(7, Integer.class), offeredAgain),
                trip == null ? null : new Trip(trip, booking, runner, TrackStatus.ACTIVE, Rows.time(row, 9), null, 0),
                row.getObject(10, Integer.class));
    }

    private static Stage stage(String word) {
        return Stage.valueOf(word.toUpperCase(Locale.ROOT));
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
                        .times(bookings, booking -> ofOffer(booking, Turn::at))
                        .numbers(bookings, booking -> number(ofOffer(booking, Turn::version)))
                        .uuids(bookings, booking -> ofTrip(booking, Trip::id))
                        .times(bookings, booking -> ofTrip(booking, Trip::startedAt))
                        .numbers(bookings, booking -> number(booking.tripVersion())));
    }

    private static <T> @Nullable T ofOffer(FollowedBooking booking, Function<Turn, @Nullable T> part) {
        return booking.offeredAgain() == null ? null : part.apply(booking.offeredAgain());
    }

    private static @Nullable Long number(@Nullable Integer version) {
        return version == null ? null : version.longValue();
    }

    private static <T> @Nullable T ofTrip(FollowedBooking booking, Function<Trip, @Nullable T> part) {
        return booking.trip() == null ? null : part.apply(booking.trip());
    }
}
