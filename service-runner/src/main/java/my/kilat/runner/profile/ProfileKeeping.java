package my.kilat.runner.profile;

import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import my.kilat.contract.internal.RunnerProfile;
import my.kilat.contract.runner.AddCrateRequest;
import my.kilat.contract.runner.Crate;
import my.kilat.contract.runner.Runner;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Tx;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.id.Ids;
import my.kilat.runner.domain.Duty;
import my.kilat.runner.domain.NewProfile;
import my.kilat.runner.store.Profiles;
import org.jspecify.annotations.Nullable;

/** The profiles of runners, one for each account, and their crates. */
public final class ProfileKeeping {
    /** As many as fit into any vehicle; they are all shown with the runner wherever the runner is. */
    static final int MOST_CRATES = 20;

    private final Database database;
    private final InstantSource clock;

    public ProfileKeeping(Database database, InstantSource clock) {
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
        return Profiles.find(tx, user).orElseThrow();
    }

    /** Makes the profile of a user unless there is one; returns whether it did. */
    boolean createUnlessThere(Tx tx, UUID user, NewProfile profile) {
        return Profiles.addUnlessThere(tx, Ids.next(), user, profile, clock.instant());
    }

    /**
     * The profile of a user.
     *
     * @throws Failure.NotFound if there is none
     */
    public Runner of(UUID user) {
        return Profiles.find(database, user).orElseThrow(() -> Duty.noProfile(user));
    }

    /** What those of these users that have a profile can carry. */
    List<RunnerProfile> of(Collection<UUID> users) {
        return Profiles.of(database, users);
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
        UUID runner = Profiles.lock(tx, user).orElseThrow(() -> Duty.noProfile(user));
        if (Profiles.countCrates(tx, runner) >= MOST_CRATES) {
            throw new Failure.Conflict(
                    "a runner has at most " + MOST_CRATES + " crates; this one has that many already");
        }
        Profiles.addCrate(tx, runner, crate, clock.instant());
        return crate;
    }

    private static double orZero(@Nullable Double sent) {
        return sent == null ? 0 : sent;
    }
}
