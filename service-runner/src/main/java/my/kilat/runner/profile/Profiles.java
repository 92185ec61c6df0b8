package my.kilat.runner.profile;

import java.time.InstantSource;
import java.util.UUID;
import my.kilat.contract.booking.PetKind;
import my.kilat.contract.runner.AddCrateRequest;
import my.kilat.contract.runner.Crate;
import my.kilat.contract.runner.Runner;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.id.Ids;
import my.kilat.runner.domain.Duty;
import my.kilat.runner.domain.NewProfile;
import org.jspecify.annotations.Nullable;

/** The profiles of runners, one for each account, and their crates. */
public final class Profiles {
    /** As many as fit into any vehicle; they are all shown with the runner wherever the runner is. */
    static final int MOST_CRATES = 20;

    private static final Sql SELECT = Sql.of("select " + RunnerRow.COLUMNS
            + " from runner r join runner_duty d using (user_id) where r.user_id = :user");

    private static final Sql CREATE = Sql.of("""
            with made as (
                insert into runner (id, user_id, full_name, phone, vehicle_type, vehicle_plate,
                                    vehicle_model, vehicle_year, air_conditioned, created_at)
                values (:id, :user, :name, :phone, :type, :plate, :model, :year, :conditioned, :now)
                on conflict (user_id) do nothing returning id, user_id),
            placed as (insert into runner_place (user_id) select user_id from made)
            insert into runner_duty as d (user_id, profile_id) select user_id, id from made
            on conflict (user_id) do update
                set profile_id = excluded.profile_id, version = d.version + 1,
                    changed_by = pg_current_xact_id()""");

    private static final Sql LOCK = Sql.of("select id from runner where user_id = :user for update");

    private static final Sql COUNT_CRATES = Sql.of("select count(*) as crates from crate where runner_id = :runner");

    private static final Sql ADD_CRATE = Sql.of("""
            insert into crate (id, runner_id, size, pet_types, max_weight_kg, width_cm, height_cm, depth_cm,
                               ventilated, temperature_controlled, added_at)
            values (:id, :runner, :size, :pets, :weight, :width, :height, :depth, :ventilated, :tempered, :now)""");

    private final Database database;
    private final InstantSource clock;

    public Profiles(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Makes the profile of a user. Rides that the user was given before are kept.
     *
     * @throws Failure.Conflict if there is one already
     */
    public Runner create(Tx tx, UUID user, NewProfile profile) {
        if (!createUnlessThere(tx, user, profile)) {
            throw new Failure.Conflict("Runner already exists", "Runner with user id '" + user + "' already exists");
        }
        return tx.first(SELECT, values -> values.uuid("user", user), RunnerRow::own)
                .orElseThrow();
    }

    /** Makes the profile of a user unless there is one; returns whether it did. */
    boolean createUnlessThere(Tx tx, UUID user, NewProfile profile) {
        Integer year = profile.vehicleYear();
        return tx.update(
                        CREATE,
                        values -> values.uuid("id", Ids.next())
                                .uuid("user", user)
                                .text("name", profile.fullName())
                                .text("phone", profile.phone())
                                .text("type", profile.vehicleType().word())
                                .text("plate", profile.vehiclePlate())
                                .text("model", profile.vehicleModel())
                                .numberOrNull("year", year == null ? null : year.longValue())
                                .flag("conditioned", profile.airConditioned())
                                .time("now", clock.instant()))
                > 0;
    }

    /**
     * The profile of a user.
     *
     * @throws Failure.NotFound if there is none
     */
    public Runner of(UUID user) {
        return database.first(SELECT, values -> values.uuid("user", user), RunnerRow::own)
                .orElseThrow(() -> Duty.noProfile(user));
    }

    /**
     * Adds a crate to the profile of a user.
     *
     * @throws Failure.NotFound if the user has no profile
     * @throws Failure.Conflict if there are too many already
     */
    public Crate addCrate(Tx tx, UUID user, AddCrateRequest sent) {
        Crate crate = new Crate(
                Ids.next(),
                sent.size(),
                sent.petTypes().stream().distinct().toList(),
                sent.maxWeightKg(),
                orZero(sent.widthCm()),
                orZero(sent.heightCm()),
                orZero(sent.depthCm()),
                Boolean.TRUE.equals(sent.ventilated()),
                Boolean.TRUE.equals(sent.temperatureControlled()));
        UUID runner = lock(tx, user);
        if (crates(tx, runner) >= MOST_CRATES) {
            throw new Failure.Conflict(
                    "a runner has at most " + MOST_CRATES + " crates; this one has that many already");
        }
        insert(tx, runner, crate);
        return crate;
    }

    /** Whoever else adds a crate to this runner waits, so that what is counted afterwards is all there is. */
    private static UUID lock(Tx tx, UUID user) {
        return tx.first(LOCK, values -> values.uuid("user", user), row -> row.uuid("id"))
                .orElseThrow(() -> Duty.noProfile(user));
    }

    private static long crates(Tx tx, UUID runner) {
        return tx.first(COUNT_CRATES, values -> values.uuid("runner", runner), row -> row.bigNumber("crates"))
                .orElseThrow();
    }

    private void insert(Tx tx, UUID runner, Crate crate) {
        tx.update(
                ADD_CRATE,
                values -> values.uuid("runner", runner)
                        .uuid("id", crate.id())
                        .text("size", crate.size().word())
                        .texts("pets", crate.petTypes(), PetKind::word)
                        .real("weight", crate.maxWeightKg())
                        .real("width", crate.widthCm())
                        .real("height", crate.heightCm())
                        .real("depth", crate.depthCm())
                        .flag("ventilated", crate.ventilated())
                        .flag("tempered", crate.temperatureControlled())
                        .time("now", clock.instant()));
    }

    private static double orZero(@Nullable Double sent) {
        return sent == null ? 0 : sent;
    }
}
