package my.kilat.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import my.kilat.platform.settings.SettingsException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

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

    @Test
    void addressesAreReadAsTheyAreWritten() {
        assertThat(Address.parse("1.2.3.4:80")).isEqualTo(Address.parse(" 1.2.3.4 "));
        assertThat(Address.parse("[::1]:80")).isEqualTo(Address.parse("::1"));
        assertThat(Address.parse("::ffff:1.2.3.4").isIpv4()).isTrue();
        for (String bad : List.of("", "localhost", "1.2.3", "256.1.1.1", "unknown", "_hidden", "[::1", "1.2.3.4.5")) {
            assertThat(Address.parse(bad)).as(bad).isNull();
        }
    }

    @Test
    void networksHoldWhatLiesInThem() {
        Networks networks = Networks.parse("X", List.of("10.0.0.0/8", "192.0.2.7", "2001:db8::/32"));
        assertThat(networks.hold(Address.parse("10.255.0.1"))).isTrue();
        assertThat(networks.hold(Address.parse("11.0.0.1"))).isFalse();
        assertThat(networks.hold(Address.parse("192.0.2.7"))).isTrue();
        assertThat(networks.hold(Address.parse("192.0.2.8"))).isFalse();
        assertThat(networks.hold(Address.parse("2001:db8:ffff::1"))).isTrue();
        assertThat(networks.hold(Address.parse("2001:db9::1"))).isFalse();
        Assertions.assertThatThrownBy(() -> Networks.parse("TRUSTED_PROXIES", List.of("10.0.0.0/33")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("TRUSTED_PROXIES");
    }
}
