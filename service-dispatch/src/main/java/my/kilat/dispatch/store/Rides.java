package my.kilat.dispatch.store;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import my.kilat.dispatch.domain.Claim;
import my.kilat.dispatch.domain.Ride;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Queries;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;

/** Rides in the database. Whoever changes a ride or its offers locks its row first. */
public final class Rides {
    private static final Sql FIND = Sql.of("select " + RideRow.COLUMNS + " from ride where booking_id = :booking");

    /** In one order, so that two who lock several never wait for each other. */
    private static final Sql ADD_MISSING = Sql.of("""
            insert into ride (booking_id, changed_at)
            select id, :now from unnest(:bookings) as wanted (id) order by id
            on conflict (booking_id) do nothing""");

    private static final Sql LOCK = Sql.of("select " + RideRow.COLUMNS
            + " from ride where booking_id = any(:bookings) order by booking_id for update");

    /** A claim lasts until {@code :until}. If its process dies, the ride is due again then. */
    private static final Sql CLAIM = Sql.of("""
            update ride r set due_at = :until, tries = r.tries + 1
            from (select booking_id, due_at from ride where due_at <= :now
                order by due_at limit :most for update skip locked) due
            where r.booking_id = due.booking_id
            returning r.booking_id, r.tries, due.due_at as due_since""");

    private static final Sql LOCK_CLAIMED = Sql.of(
            "select " + RideRow.COLUMNS + " from ride where booking_id = :booking and due_at = :until for update");

    private static final String SET_ORDER = """
            number = :number, owner_id = :owner, price_cents = :price,
            pickup_lat = :pickup_lat, pickup_lng = :pickup_lng,
            dropoff_lat = :dropoff_lat, dropoff_lng = :dropoff_lng, scheduled_at = :scheduled,
            pet_kind = :pet, crate_size = :size, crate_kg = :kilograms,
            crate_ventilated = :ventilated, crate_tempered = :tempered""";

    private static final String SET_PROGRESS = """
            stage = :stage, version = :version, runner_id = :runner, held = :held, attempt = :attempt,
            search = :search, cycle = :cycle, round = :round, offers = :offers,
            started_at = :started, due_at = :due, tries = 0, ended_at = :ended, changed_at = :now""";

    private static final Sql SAVE_PROGRESS = Sql.of("update ride set " + SET_PROGRESS + " where booking_id = :booking");

    private static final Sql SAVE_ALL =
            Sql.of("update ride set " + SET_ORDER + ", " + SET_PROGRESS + " where booking_id = :booking");

    private static final Sql LIST =
            Sql.of("select " + RideRow.COLUMNS + " from ride where booking_id = any(:bookings)");

    private static final Sql PUT_OFF =
            Sql.of("update ride set due_at = :then where booking_id = :booking and due_at = :until");

    /** What is still due is kept, however long ago it was planned. */
    private static final Sql FORGET = Sql.of("""
            delete from ride where booking_id = any(array(
                select booking_id from ride where changed_at < :before and due_at is null
                order by changed_at limit :most for update skip locked))""");

    private static final Sql EXCLUDE = Sql.of("""
            insert into exclusion (booking_id, runner_id) values (:booking, :runner)
            on conflict (booking_id, runner_id) do nothing""");

    /** The ride of that booking. */
    public Optional<Ride> find(Queries queries, UUID booking) {
        return queries.first(FIND, values -> values.uuid("booking", booking), RideRow::read);
    }

    /** The rides of these bookings, as far as there are any. */
    public List<Ride> list(Queries queries, Collection<UUID> bookings) {
        return queries.list(LIST, values -> values.uuids("bookings", bookings, id -> id), RideRow::read);
    }

    /** The rides of these bookings, locked until the transaction ends; those of which nothing was known are added. */
    public Locked lock(Tx tx, Collection<UUID> bookings, InstantSource clock) {
        Instant before = clock.instant();
        tx.update(
                ADD_MISSING,
                values -> values.uuids("bookings", bookings, id -> id).time("now", before));
        List<Ride> rides = tx.list(LOCK, values -> values.uuids("bookings", bookings, id -> id), RideRow::read);
        return new Locked(rides, clock.instant());
    }

    /**
     * Claims that many rides at most whose search is due, those that have been due for longest: until then no other instance
     * takes a step with them. What another transaction works on is left to the next call.
     */
    public List<Claim> claim(Database database, Instant now, Instant until, int most) {
        record Due(Claim claim, Instant since) {}
        return database
                .autocommit(
                        CLAIM,
                        values -> values.time("now", now).time("until", until).number("most", most),
                        row -> new Due(
                                new Claim(row.uuid("booking_id"), until, row.number("tries")), row.time("due_since")))
                .stream()
                .sorted(Comparator.comparing(Due::since))
                .map(Due::claim)
                .toList();
    }

    /** The claimed ride, locked until the transaction ends; empty if the claim has lapsed, or something else changed its turn. */
    public Optional<Locked> lock(Tx tx, Claim claim, InstantSource clock) {
        return tx.first(
                        LOCK_CLAIMED,
                        values -> values.uuid("booking", claim.bookingId()).time("until", claim.until()),
                        RideRow::read)
                .map(ride -> new Locked(List.of(ride), clock.instant()));
    }

    /** The claimed ride is due again then; nothing changes if the claim is no longer valid. */
    public void putOff(Tx tx, Claim claim, Instant then) {
        tx.update(
                PUT_OFF,
                values -> values.uuid("booking", claim.bookingId())
                        .time("until", claim.until())
                        .time("then", then));
    }

    /** Stores locked rides whose order is new. */
    public void saveWithOrder(Tx tx, List<Ride> some, Instant now) {
        tx.updateEach(SAVE_ALL, some, (values, ride) -> {
            RideRow.bindOrder(values, ride.order());
            RideRow.bindProgress(values, ride, now);
        });
    }

    /** Stores locked rides whose order is stored already. */
    public void save(Tx tx, List<Ride> some, Instant now) {
        tx.updateEach(SAVE_PROGRESS, some, (values, ride) -> RideRow.bindProgress(values, ride, now));
    }

    /** This runner is not asked again for this booking. */
    public void exclude(Tx tx, UUID booking, UUID runner) {
        tx.update(EXCLUDE, values -> values.uuid("booking", booking).uuid("runner", runner));
    }

    /** Deletes that many rides at most that were changed last before a moment; returns how many it were. */
    public int forget(Tx tx, Instant before, int most) {
        return tx.update(FORGET, values -> values.time("before", before).number("most", most));
    }
}
