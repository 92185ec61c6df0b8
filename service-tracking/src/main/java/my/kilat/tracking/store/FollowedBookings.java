package my.kilat.tracking.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import my.kilat.contract.tracking.TrackStatus;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Row;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;
import my.kilat.tracking.domain.FollowedBooking;
import my.kilat.tracking.domain.KnownBooking;
import my.kilat.tracking.domain.Parties;
import my.kilat.tracking.domain.Stage;
import my.kilat.tracking.domain.Trip;
import my.kilat.tracking.domain.VersionStamp;
import org.jspecify.annotations.Nullable;

/** The table {@code followed_booking}. */
public final class FollowedBookings {
    private static final Sql INSERT = Sql.of("""
            insert into followed_booking (booking_id, booking_number, owner_id, stage)
            select id, number, owner, 'open' from unnest(:ids, :numbers, :owners) as n(id, number, owner)
            order by id
            on conflict do nothing""");

    private static final Sql LOCK = Sql.of("""
            select booking_id, booking_number, owner_id, runner_id, stage, offered_again_at, offered_again_version,
                   trip_id, trip_started_at, trip_version
            from followed_booking where booking_id = any(:ids) order by booking_id for update""");

    private static final Sql SAVE = Sql.of("""
            update followed_booking b set owner_id = n.owner, runner_id = n.runner, stage = n.stage,
                offered_again_at = n.offered_again_at, offered_again_version = n.offered_again_version,
                trip_id = n.trip, trip_started_at = n.trip_started_at, trip_version = n.trip_version, heard_at = now()
            from unnest(:ids, :owners, :runners, :stages, cast(:offered_again_at as timestamptz[]), :offered_again_versions,
                    :trips, cast(:trips_started_at as timestamptz[]), :trip_versions)
                as n(id, owner, runner, stage, offered_again_at, offered_again_version, trip, trip_started_at, trip_version)
            where b.booking_id = n.id""");

    private static final Sql TOUCH = Sql.of("update followed_booking set heard_at = now() where booking_id = :booking");

    private static final Sql FIND = Sql.of("""
            select owner_id, runner_id, stage, trip_id is not null as has_trip,
                   extract(epoch from now() - heard_at)::bigint as seconds
            from followed_booking where booking_id = :booking and owner_id is not null""");

    private final Database database;

    public FollowedBookings(Database database) {
        this.database = database;
    }

    /** What is known of a booking; nothing when it, or its owner, is unknown. */
    public Optional<KnownBooking> find(UUID booking) {
        return database.first(
                FIND,
                values -> values.uuid("booking", booking),
                row -> new KnownBooking(
                        new Parties(row.uuid("owner_id"), row.uuidOrNull("runner_id")),
                        stage(row.text("stage")),
                        row.flag("has_trip"),
                        Duration.ofSeconds(Math.max(0, row.bigNumber("seconds")))));
    }

    /** Notes that the booking service was asked about a booking, even if nothing has changed. */
    public void touch(Tx tx, UUID booking) {
        tx.withCommit(TOUCH, values -> values.uuid("booking", booking));
    }

    /**
     * What is known of these bookings, locked until the end of the transaction. Those that were unknown are inserted as they
     * are given here.
     */
    public Map<UUID, FollowedBooking> lock(Tx tx, Collection<FollowedBooking> bookings) {
        tx.update(
                INSERT,
                values -> values.uuids("ids", bookings, FollowedBooking::id)
                        .texts("numbers", bookings, FollowedBooking::number)
                        .uuids("owners", bookings, FollowedBooking::ownerId));
        // Always in the same order, so that two instances never wait for each other. And a statement of its own: what
        // it waited for, it sees.
        Map<UUID, FollowedBooking> known = HashMap.newHashMap(bookings.size());
        tx.list(LOCK, values -> values.uuids("ids", bookings, FollowedBooking::id), FollowedBookings::read)
                .forEach(booking -> known.put(booking.id(), booking));
        return known;
    }

    private static FollowedBooking read(Row row) {
        UUID booking = row.uuid("booking_id");
        UUID runner = row.uuidOrNull("runner_id");
        Instant reoffered = row.timeOrNull("offered_again_at");
        UUID trip = row.uuidOrNull("trip_id");
        return new FollowedBooking(
                booking,
                row.text("booking_number"),
                row.uuidOrNull("owner_id"),
                runner,
                stage(row.text("stage")),
                reoffered == null ? null : new VersionStamp(row.numberOrNull("offered_again_version"), reoffered),
                trip == null
                        ? null
                        : new Trip(
                                trip,
                                booking,
                                Objects.requireNonNull(runner),
                                TrackStatus.ACTIVE,
                                row.time("trip_started_at"),
                                null,
                                0),
                row.numberOrNull("trip_version"));
    }

    private static Stage stage(String word) {
        return Stage.valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** Stores what is known now of bookings that are locked. */
    public void save(Tx tx, Collection<FollowedBooking> bookings) {
        if (bookings.isEmpty()) {
            return;
        }
        tx.withCommit(
                SAVE,
                values -> values.uuids("ids", bookings, FollowedBooking::id)
                        .uuids("owners", bookings, FollowedBooking::ownerId)
                        .uuids("runners", bookings, FollowedBooking::runnerId)
                        .texts(
                                "stages",
                                bookings,
                                booking -> booking.stage().name().toLowerCase(Locale.ROOT))
                        .times("offered_again_at", bookings, booking -> ofReoffer(booking, VersionStamp::at))
                        .integers(
                                "offered_again_versions",
                                bookings,
                                booking -> ofReoffer(booking, VersionStamp::version))
                        .uuids("trips", bookings, booking -> ofTrip(booking, Trip::id))
                        .times("trips_started_at", bookings, booking -> ofTrip(booking, Trip::startedAt))
                        .integers("trip_versions", bookings, FollowedBooking::tripVersion));
    }

    private static <T> @Nullable T ofReoffer(FollowedBooking booking, Function<VersionStamp, @Nullable T> part) {
        return booking.reoffered() == null ? null : part.apply(booking.reoffered());
    }

    private static <T> @Nullable T ofTrip(FollowedBooking booking, Function<Trip, @Nullable T> part) {
        return booking.trip() == null ? null : part.apply(booking.trip());
    }
}
