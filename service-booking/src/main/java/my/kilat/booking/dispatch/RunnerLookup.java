package my.kilat.booking.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import my.kilat.contract.internal.RunnerProfiles;
import my.kilat.contract.internal.RunnersQuestion;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.service.ServiceClient;

/** Asks the runner service who is a runner. */
public final class RunnerLookup {
    private static final String PROFILES = "/internal/v1/runners/profiles";
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final ServiceClient runnerService;

    public RunnerLookup(ServiceClient runnerService) {
        this.runnerService = runnerService;
    }

    /**
     * Makes sure that somebody is a runner.
     *
     * @throws Failure.NotFound if they have no profile
     * @throws Failure.Unavailable when there is no answer that can be used
     */
    void requireRunner(UUID user) {
        boolean there =
                runnerService
                        .call(PROFILES, new RunnersQuestion(List.of(user)), Answer.class, TIMEOUT)
                        .data
                        .items()
                        .stream()
                        .anyMatch(profile -> profile.userId().equals(user));
        if (!there) {
            throw new Failure.NotFound("Runner", user);
        }
    }

    private record Answer(RunnerProfiles data) {}
}
