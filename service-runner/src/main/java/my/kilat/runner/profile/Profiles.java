package my.kilat.runner.profile;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.UUID;
import my.kilat.contract.booking.PetKind;
import my.kilat.contract.runner.AddCrateRequest;
import my.kilat.contract.runner.Crate;
import my.kilat.contract.runner.Runner;
import my.kilat.platform.database.Database;
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

    private static final String SELECT =
            "select " + RunnerRow.COLUMNS + " from runner r join runner_duty d using (user_id) where r.user_id = :user";

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
        return tx.sql()
                .createQuery(SELECT)
                .bind("user", user)
                .map((row, context) -> RunnerRow.own(row))
                .one();
    }

    /** Makes the profile of a user unless there is one; returns whether it did. */
    boolean createUnlessThere(Tx tx, UUID user, NewProfile profile) {
        return tx.sql()
                        .createUpdate("""
                        with made as (
                            insert into runner (id, user_id, full_name, phone, vehicle_type, vehicle_plate,
                                                vehicle_model, vehicle_year, air_conditioned, created_at)
                            values (:id, :user, :name, :phone, :type, :plate, :model, :year, :conditioned, :now)
                            on conflict (user_id) do nothing returning id, user_id),
                        placed as (insert into runner_place (user_id) select user_id from made)
                        insert into runner_duty as d (user_id, profile_id) select user_id, id from made
                        on conflict (user_id) do update
                            set profile_id = excluded.profile_id, version = d.version + 1,
                                changed_by = pg_current_xact_id()""")
                        .bind("id", Ids.next())
                        .bind("user", user)
                        .bind("name", profile.fullName())
                        .bind("phone", profile.phone())
                        .bind("type", profile.vehicleType().word())
                        .bind("plate", profile.vehiclePlate())
                        .bind("model", profile.vehicleModel())
                        .bind("year", profile.vehicleYear())
                        .bind("conditioned", profile.airConditioned())
                        .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .execute()
                > 0;
    }

    /**
     * The profile of a user.
     *
     * @throws Failure.NotFound if there is none
     */
    public Runner of(UUID user) {
        return database.read(handle -> handle.createQuery(SELECT)
                        .bind("user", user)
                        .map((row, context) -> RunnerRow.own(row))
                        .findOne())
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
        return tx.sql()
                .createQuery("select id from runner where user_id = :user for update")
                .bind("user", user)
                .mapTo(UUID.class)
                .findOne()
                .orElseThrow(() -> Duty.noProfile(user));
    }

    private static int crates(Tx tx, UUID runner) {
        return tx.sql()
                .createQuery("select count(*) from crate where runner_id = :runner")
                .bind("runner", runner)
                .mapTo(Integer.class)
                .one();
    }

    private void insert(Tx tx, UUID runner, Crate crate) {
        tx.sql()
                .createUpdate("""
                        insert into crate (id, runner_id, size, pet_types, max_weight_kg, width_cm, height_cm, depth_cm,
                                           ventilated, temperature_controlled, added_at)
                        values (:id, :runner, :size, :pets, :weight, :width, :height, :depth, :ventilated, :tempered,
                                :now)""")
                .bind("runner", runner)
                .bind("id", crate.id())
                .bind("size", crate.size().word())
                .bindArray(
                        "pets",
                        String.class,
                        crate.petTypes().stream().map(PetKind::word).toList())
                .bind("weight", crate.maxWeightKg())
                .bind("width", crate.widthCm())
                .bind("height", crate.heightCm())
                .bind("depth", crate.depthCm())
                .bind("ventilated", crate.ventilated())
                .bind("tempered", crate.temperatureControlled())
                .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                .execute();
    }

    private static double orZero(@Nullable Double sent) {
        return sent == null ? 0 : sent;
    }
}
