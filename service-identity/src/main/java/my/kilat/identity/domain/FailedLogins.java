package my.kilat.identity.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The failed logins of one e-mail address, whether or not it has an account: from one network address, or from all.
 *
 * @param times of the failures that still count, oldest first
 * @param lockedUntil null if they have not locked it
 */
public record FailedLogins(List<Instant> times, @Nullable Instant lockedUntil) {
    /** No failures. */
    public static final FailedLogins NONE = new FailedLogins(List.of(), null);

    /** The remaining time of the lock, which refuses the right password as well; empty if there is none. */
    public Optional<Duration> locked(Instant now) {
        return Optional.ofNullable(lockedUntil)
                .filter(until -> until.isAfter(now))
                .map(until -> Duration.between(now, until));
    }

    /** The state after one more failure. The failures before a lock that has ended no longer count. */
    public FailedLogins and(Instant failure, Lockout lockout) {
        List<Instant> counting = Stream.concat(
                        (lockedUntil == null ? times : List.<Instant>of())
                                .stream()
                                        .filter(time ->
                                                time.plus(lockout.window()).isAfter(failure)),
                        Stream.of(failure))
                .toList();
        return counting.size() < lockout.failures()
                ? new FailedLogins(counting, null)
                : new FailedLogins(counting, failure.plus(lockout.pause()));
    }
}
