package my.kilat.identity.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FailedLoginsTest {
    private static final Lockout LOCKOUT = new Lockout(3, Duration.ofMinutes(15), Duration.ofMinutes(10));
    private static final Instant NOON = Instant.parse("2026-02-12T12:00:00Z");

    private static Instant minute(int minute) {
        return NOON.plus(Duration.ofMinutes(minute));
    }

    private static FailedLogins at(int... minutes) {
        FailedLogins failures = FailedLogins.NONE;
        for (int minute : minutes) {
            failures = failures.and(minute(minute), LOCKOUT);
        }
        return failures;
    }

    @Test
    void theThirdWithinTheWindowLocks() {
        assertThat(at(0, 7).locked(minute(7))).isEmpty();
        assertThat(at(0, 7, 14).locked(minute(14))).contains(Duration.ofMinutes(10));
        assertThat(at(0, 7, 14).locked(minute(24))).isEmpty();
    }

    @Test
    void aFailureCountsForLessThanTheWindow() {
        assertThat(at(0, 7, 15).locked(minute(15))).isEmpty();
        assertThat(at(0, 7, 15, 16).locked(minute(16))).isPresent();
    }

    @Test
    void afterALockAllBeginsAnew() {
        assertThat(at(0, 1, 2, 12).locked(minute(12))).isEmpty();
        assertThat(at(0, 1, 2, 12, 13, 14).locked(minute(14))).isPresent();
    }
}
