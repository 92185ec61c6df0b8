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
 * @param times of those that still count, oldest first
 * @param lockedUntil null when they have not locked it
 */
public record FailedLogins(List<Instant> times, @Nullable Instant lockedUntil) {
    /** Nothing has failed. */
    public static final FailedLogins NONE = new FailedLogins(List.of(), null);

    /** How much longer nobody may log in, not even with the right password; empty when somebody may. */
    public Optional<Duration> locked(Instant now) {
        return Optional.ofNullable(lockedUntil)
                .filter(until -> until.isAfter(now))
                .map(until -> Duration.between(now, until));
    }

    /** After one more failure. A lock that has ended leaves nothing behind. */
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
