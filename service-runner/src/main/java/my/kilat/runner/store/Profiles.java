package my.kilat.runner.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import my.kilat.contract.booking.PetKind;
import my.kilat.contract.internal.RunnerProfile;
import my.kilat.contract.runner.Crate;
import my.kilat.contract.runner.Runner;
import my.kilat.platform.database.Queries;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;
import my.kilat.runner.domain.NewProfile;

/** The tables {@code runner} and {@code crate}. */
public final class Profiles {
    private static final Sql SELECT = Sql.of("select " + RunnerRow.COLUMNS
            + " from runner r join runner_duty d using (user_id) where r.user_id = :user");

    private static final Sql LIST = Sql.of("select " + RunnerRow.COLUMNS
            + " from runner r join runner_duty d using (user_id) where r.user_id = any(:users)");

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

    private Profiles() {}

    /** The profile of a user, as the user sees it. */
    public static Optional<Runner> find(Queries queries, UUID user) {
        return queries.first(SELECT, values -> values.uuid("user", user), RunnerRow::own);
    }

    /** Adds the profile of a user unless there is one; returns whether it did. */
    public static boolean addUnlessThere(Tx tx, UUID id, UUID user, NewProfile profile, Instant now) {
        Integer year = profile.vehicleYear();
        return tx.update(
                        CREATE,
                        values -> values.uuid("id", id)
                                .uuid("user", user)
                                .text("name", profile.fullName())
                                .text("phone", profile.phone())
                                .text("type", profile.vehicleType().word())
                                .text("plate", profile.vehiclePlate())
                                .text("model", profile.vehicleModel())
                                .numberOrNull("year", year == null ? null : year.longValue())
                                .flag("conditioned", profile.airConditioned())
                                .time("now", now))
                > 0;
    }

    /**
     * Locks the profile of a user, and returns its id. Whoever else adds a crate to this runner waits, so that what is
     * counted afterwards is all there is.
     */
    public static Optional<UUID> lock(Tx tx, UUID user) {
        return tx.first(LOCK, values -> values.uuid("user", user), row -> row.uuid("id"));
    }

    /** What those of these users that have a profile can carry. */
    public static List<RunnerProfile> of(Queries queries, Collection<UUID> users) {
        return queries.list(LIST, values -> values.uuids("users", users, id -> id), row -> {
            Runner runner = RunnerRow.own(row);
            return new RunnerProfile(
                    runner.userId(),
                    runner.sessionStatus(),
                    runner.rating(),
                    runner.crateSpecs(),
                    runner.airConditioned());
        });
    }

    /** How many crates a runner has. */
    public static long countCrates(Tx tx, UUID runner) {
        return tx.first(COUNT_CRATES, values -> values.uuid("runner", runner), row -> row.bigNumber("crates"))
                .orElseThrow();
    }

    /** Adds a crate to a runner. */
    public static void addCrate(Tx tx, UUID runner, Crate crate, Instant now) {
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
                        .time("now", now));
    }
}
