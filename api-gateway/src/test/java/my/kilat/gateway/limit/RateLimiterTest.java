package my.kilat.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RateLimiterTest {
    private Instant now = Instant.parse("2026-11-23T10:00:00Z");
    private final InstantSource clock = () -> now;
    private final Quota quota = new Quota();

    private int allowed(RateLimiter limiter, long caller) {
        int count = 0;
        quota.clear();
        while (count < 10_000 && limiter.take(false, 0, caller, Allowance.GENERAL, quota)) {
            count++;
        }
        return count;
    }

    @Test
    void aWindowIsFullAgainAMinuteAfterItBeganAndNotBefore() {
        RateLimiter limiter = new RateLimiter(100, 1000, clock);
        assertThat(allowed(limiter, 1)).isEqualTo(100);
        now = now.plusSeconds(59);
        assertThat(allowed(limiter, 1)).isZero();
        now = now.plusSeconds(1);
        assertThat(allowed(limiter, 1)).isEqualTo(100);
        now = now.plus(Duration.ofHours(5));
        assertThat(allowed(limiter, 1)).isEqualTo(100);
    }

    @Test
    void aClockThatGoesBackwardsNeitherFreesNorLocksOut() {
        RateLimiter limiter = new RateLimiter(10, 1000, clock);
        assertThat(allowed(limiter, 1)).isEqualTo(10);
        now = now.minus(Duration.ofHours(3));
        assertThat(allowed(limiter, 1)).isZero();
        now = now.plusSeconds(61);
        assertThat(allowed(limiter, 1)).isEqualTo(10);
    }

    @Test
    void aMillionCallersTakeBoundedMemoryAndDoNotDriveOutABusyOne() {
        RateLimiter limiter = new RateLimiter(100, 1000, clock);
        int passed = 0;
        for (int i = 0; i < 1_000_000; i++) {
            limiter.take(false, 7, i, Allowance.GENERAL, quota);
            if (i % 1000 == 0 && limiter.take(true, 1, 1, Allowance.GENERAL, quota)) {
                passed++;
            }
        }
        assertThat(limiter.callers()).isLessThanOrEqualTo(1000);
        // The first few times it is not yet known to be busy.
        assertThat(passed).isBetween(100, 105);
    }

    @ParameterizedTest
    @EnumSource(Allowance.class)
    void theLargestLimitThatCanBeSetAllowsRequestsInEveryBucket(Allowance allowance) {
        RateLimiter limiter = new RateLimiter(100_000_000, 1000, clock);
        assertThat(limiter.perMinute(allowance)).isPositive();
        assertThat(limiter.take(false, 0, 1, allowance, quota)).isTrue();
    }

    @Test
    void theTightestBucketIsTheOneThatIsTold() {
        RateLimiter limiter = new RateLimiter(100, 1000, clock);
        quota.clear();
        limiter.take(false, 0, 1, Allowance.GENERAL, quota);
        limiter.take(false, 0, 1, Allowance.CREDENTIALS, quota);
        assertThat(quota.limit()).isEqualTo(20);
        assertThat(quota.remaining()).isEqualTo(19);
        assertThat(quota.resetSeconds()).isEqualTo(60);
    }

    @Test
    void aUserAndAnAddressOfTheSameNumbersAreTwoCallers() {
        RateLimiter limiter = new RateLimiter(1, 1000, clock);
        assertThat(limiter.take(true, 0, 1, Allowance.GENERAL, quota)).isTrue();
        assertThat(limiter.take(false, 0, 1, Allowance.GENERAL, quota)).isTrue();
        assertThat(limiter.take(false, 0, 1, Allowance.GENERAL, quota)).isFalse();
    }
}
