package my.kilat.dispatch.store;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import my.kilat.contract.booking.CrateRequirement;
import my.kilat.contract.booking.CrateSize;
import my.kilat.contract.booking.PetKind;
import my.kilat.contract.dispatch.SearchStatus;
import my.kilat.dispatch.domain.Need;
import my.kilat.dispatch.domain.Order;
import my.kilat.dispatch.domain.Ride;
import my.kilat.dispatch.domain.Search;
import my.kilat.dispatch.domain.Stage;
import my.kilat.platform.database.Arguments;
import my.kilat.platform.database.Queries;
import my.kilat.platform.database.Row;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;
import my.kilat.platform.geo.Position;
import org.jspecify.annotations.Nullable;

/** Rides in the database. Whoever changes a ride or its offers locks its row first. */
public final class Rides {
    private static final String COLUMNS = """
            booking_id, number, owner_id, price_cents, pickup_lat, pickup_lng, dropoff_lat, dropoff_lng,
            scheduled_at, pet_kind, crate_size, crate_kg, crate_ventilated, crate_tempered,
            stage, version, runner_id, held, attempt, search, cycle, round, offers, started_at, due_at, ended_at""";

    private static final Sql FIND = Sql.of("select " + COLUMNS + " from ride where booking_id = :booking");

    /** In one order, so that two who lock several never wait for each other. */
    private static final Sql ADD_MISSING = Sql.of("""
            insert into ride (booking_id, changed_at)
            select id, :now from unnest(:bookings) as wanted (id) order by id
            on conflict (booking_id) do nothing""");

    private static final Sql LOCK =
            Sql.of("select " + COLUMNS + " from ride where booking_id = any(:bookings) order by booking_id for update");

    private static final String DUE = "select " + COLUMNS + " from ride where due_at <= :now order by due_at limit 1";

    private static final Sql FIND_DUE = Sql.of(DUE);

    /** What another instance is working on comes next time. */
    private static final Sql LOCK_DUE = Sql.of(DUE + " for update skip locked");

    private static final String SET_ORDER = """
            number = :number, owner_id = :owner, price_cents = :price,
            pickup_lat = :pickup_lat, pickup_lng = :pickup_lng,
            dropoff_lat = :dropoff_lat, dropoff_lng = :dropoff_lng, scheduled_at = :scheduled,
            pet_kind = :pet, crate_size = :size, crate_kg = :kilograms,
            crate_ventilated = :ventilated, crate_tempered = :tempered""";

    private static final String SET_PROGRESS = """
            stage = :stage, version = :version, runner_id = :runner, held = :held, attempt = :attempt,
            search = :search, cycle = :cycle, round = :round, offers = :offers,
            started_at = :started, due_at = :due, ended_at = :ended, changed_at = :now""";

    private static final Sql SAVE_PROGRESS = Sql.of("update ride set " + SET_PROGRESS + " where booking_id = :booking");

    private static final Sql SAVE_ALL =
            Sql.of("update ride set " + SET_ORDER + ", " + SET_PROGRESS + " where booking_id = :booking");

    private static final Sql LIST = Sql.of("select " + COLUMNS + " from ride where booking_id = any(:bookings)");

    private static final Sql POSTPONE =
            Sql.of("update ride set due_at = :then where booking_id = :booking and due_at is not null");

    /** What is still due is kept, however long ago it was planned. */
    private static final Sql FORGET = Sql.of("""
            delete from ride where booking_id = any(array(
                select booking_id from ride where changed_at < :before and due_at is null
                limit :most for update skip locked))""");

    private static final Sql EXCLUDE = Sql.of("""
            insert into exclusion (booking_id, runner_id) values (:booking, :runner)
            on conflict (booking_id, runner_id) do nothing""");

    /** The ride of that booking. */
    public Optional<Ride> find(Queries queries, UUID booking) {
        return queries.first(FIND, values -> values.uuid("booking", booking), Rides::read);
    }

    /** The rides of these bookings, as far as there are any. */
    public List<Ride> list(Queries queries, Collection<UUID> bookings) {
        return queries.list(LIST, values -> values.uuids("bookings", bookings, id -> id), Rides::read);
    }

    /** The rides of these bookings, locked until the transaction ends; those of which nothing was known are added. */
    public Map<UUID, Ride> lock(Tx tx, Collection<UUID> bookings, Instant now) {
        tx.update(
                ADD_MISSING,
                values -> values.uuids("bookings", bookings, id -> id).time("now", now));
        Map<UUID, Ride> rides = new LinkedHashMap<>();
        tx.list(LOCK, values -> values.uuids("bookings", bookings, id -> id), Rides::read)
                .forEach(ride -> rides.put(ride.bookingId(), ride));
        return rides;
    }

    /** The ride whose search has to go on first. */
    public Optional<Ride> findDue(Queries queries, Instant now) {
        return queries.first(FIND_DUE, values -> values.time("now", now), Rides::read);
    }

    /** The ride whose search has to go on first, locked until the transaction ends. */
    public Optional<Ride> lockDue(Tx tx, Instant now) {
        return tx.first(LOCK_DUE, values -> values.time("now", now), Rides::read);
    }

    /** Stores locked rides whose order is new. */
    public void saveWithOrder(Tx tx, List<Ride> some, Instant now) {
        tx.updateEach(SAVE_ALL, some, (values, ride) -> {
            bindOrder(values, ride.order());
            bindProgress(values, ride, now);
        });
    }

    /** Stores locked rides whose order is stored already. */
    public void save(Tx tx, List<Ride> some, Instant now) {
        tx.updateEach(SAVE_PROGRESS, some, (values, ride) -> bindProgress(values, ride, now));
    }

    /** The search goes on then, whatever it was about to do. */
    public void postpone(Tx tx, UUID booking, Instant then) {
        tx.update(POSTPONE, values -> values.uuid("booking", booking).time("then", then));
    }

    /** This runner is not asked again for this booking. */
    public void exclude(Tx tx, UUID booking, UUID runner) {
        tx.update(EXCLUDE, values -> values.uuid("booking", booking).uuid("runner", runner));
    }

    /** Deletes that many rides at most that were changed last before a moment; returns how many it were. */
    public int forget(Tx tx, Instant before, int most) {
        return tx.update(FORGET, values -> values.time("before", before).number("most", most));
    }

    private static void bindProgress(Arguments values, Ride ride, Instant now) {
        Search search = ride.search();
        values.uuid("booking", ride.bookingId())
                .text("stage", word(ride.stage()))
                .number("version", ride.version())
                .uuid("runner", ride.runnerId())
                .flag("held", ride.held())
                .number("attempt", ride.attempt())
                .text("search", search.status().word())
                .number("cycle", search.cycle())
                .number("round", search.round())
                .number("offers", search.offers())
                .time("started", search.startedAt())
                .time("due", search.dueAt())
                .time("ended", search.endedAt())
                .time("now", now);
    }

    private static void bindOrder(Arguments values, @Nullable Order order) {
        Need need = order == null ? null : order.need();
        CrateRequirement crate = need == null ? null : need.crate();
        values.text("number", order == null ? null : order.number())
                .uuid("owner", order == null ? null : order.ownerId())
                .numberOrNull("price", order == null ? null : order.priceCents())
                .realOrNull("pickup_lat", order == null ? null : order.pickup().latitude())
                .realOrNull("pickup_lng", order == null ? null : order.pickup().longitude())
                .realOrNull(
                        "dropoff_lat", order == null ? null : order.dropoff().latitude())
                .realOrNull(
                        "dropoff_lng", order == null ? null : order.dropoff().longitude())
                .time("scheduled", order == null ? null : order.scheduledAt())
                .text("pet", need == null ? null : need.pet().word())
                .text("size", crate == null ? null : crate.minimumSize().word())
                .realOrNull("kilograms", crate == null ? null : crate.minimumWeightCapacity())
                .flagOrNull("ventilated", crate == null ? null : crate.needsVentilation())
                .flagOrNull("tempered", crate == null ? null : crate.needsTempControl());
    }

    private static String word(Stage stage) {
        return stage.name().toLowerCase(Locale.ROOT);
    }

    private static Ride read(Row row) {
        return new Ride(
                row.uuid("booking_id"),
                row.textOrNull("number") == null ? null : order(row),
                Stage.valueOf(row.text("stage").toUpperCase(Locale.ROOT)),
                row.number("version"),
                row.uuidOrNull("runner_id"),
                row.flag("held"),
                row.number("attempt"),
                new Search(
                        SearchStatus.of(row.text("search")),
                        row.number("cycle"),
                        row.number("round"),
                        row.number("offers"),
                        row.timeOrNull("started_at"),
                        row.timeOrNull("due_at"),
                        row.timeOrNull("ended_at")));
    }

    private static Order order(Row row) {
        String pet = row.textOrNull("pet_kind");
        return new Order(
                row.text("number"),
                row.uuid("owner_id"),
                row.bigNumber("price_cents"),
                new Position(row.real("pickup_lat"), row.real("pickup_lng")),
                new Position(row.real("dropoff_lat"), row.real("dropoff_lng")),
                row.timeOrNull("scheduled_at"),
                pet == null ? null : need(row, pet));
    }

    private static Need need(Row row, String pet) {
        return new Need(
                PetKind.of(pet),
                new CrateRequirement(
                        CrateSize.of(row.text("crate_size")),
                        row.flag("crate_ventilated"),
                        row.flag("crate_tempered"),
                        row.real("crate_kg")));
    }
}
