package my.kilat.dispatch.runner;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.contract.internal.RunnerProfile;
import my.kilat.contract.internal.RunnerProfiles;
import my.kilat.contract.internal.RunnersQuestion;
import my.kilat.dispatch.store.Runners;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Tx;
import my.kilat.platform.service.ServiceClient;

/**
 * Reads profiles and crates of runners who are there from the runner service: at once when one appears, then again and again.
 * While the runner service is away, what was read before is used.
 */
public final class ProfileCopy {
    private static final String PROFILES = "/internal/v1/runners/profiles";
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    /** Pages of one run. */
    private static final int MOST_PAGES = 20;

    private final Database database;
    private final ServiceClient runnerService;
    private final Duration refresh;
    private final Duration heardWithin;
    private final InstantSource clock;
    private final Runners runners = new Runners();

    /**
     * @param refresh after how long a profile is read again
     * @param heardWithin a runner who has sent a position since is there, whatever is known of the session
     */
    public ProfileCopy(
            Database database,
            ServiceClient runnerService,
            Duration refresh,
            Duration heardWithin,
            InstantSource clock) {
        this.database = database;
        this.runnerService = runnerService;
        this.refresh = refresh;
        this.heardWithin = heardWithin;
        this.clock = clock;
    }

    /** Reads the profiles that are due. */
    public void refresh() {
        for (int page = 0; page < MOST_PAGES; page++) {
            Instant now = clock.instant();
            List<Runners.Due> due =
                    runners.toBeRead(database, now.minus(heardWithin), now.minus(refresh), RunnersQuestion.MOST);
            if (due.isEmpty()) {
                return;
            }
            List<RunnerProfile> profiles = runnerService
                    .call(
                            PROFILES,
                            new RunnersQuestion(
                                    due.stream().map(Runners.Due::runnerId).toList()),
                            Answer.class,
                            TIMEOUT)
                    .data
                    .items();
            database.run(tx -> take(tx, due, profiles, now));
        }
    }

    private void take(Tx tx, List<Runners.Due> due, List<RunnerProfile> profiles, Instant now) {
        Map<UUID, RunnerProfile> found = new HashMap<>();
        profiles.forEach(profile -> found.put(profile.userId(), profile));
        runners.readInVain(
                tx,
                due.stream()
                        .map(Runners.Due::runnerId)
                        .filter(id -> !found.containsKey(id))
                        .toList(),
                now);
        // As the positions of a batch are stored: so neither waits for a row that the other holds.
        List<Runners.Due> inOrder = due.stream()
                .sorted(Comparator.comparing(runner -> runner.runnerId().toString()))
                .toList();
        for (Runners.Due runner : inOrder) {
            RunnerProfile profile = found.get(runner.runnerId());
            if (profile != null) {
                runners.learn(tx, profile, runner.sessionAt(), now);
            }
        }
    }

    private record Answer(RunnerProfiles data) {}
}
