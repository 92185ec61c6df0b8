package my.kilat.notification.domain;

import static my.kilat.contract.notification.Channel.EMAIL;
import static my.kilat.contract.notification.Channel.PUSH;
import static my.kilat.contract.notification.Channel.SMS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import my.kilat.contract.notification.NotificationStatus;
import org.junit.jupiter.api.Test;

/** Which channels are used, how often, and what comes of it. */
class DeliveryRulesTest {
    private static final Duration LONGEST = Duration.ofMinutes(5);

    @Test
    void inQuietHoursOneHearsNothing() {
        Recipient sleeper = new Recipient(
                UUID.randomUUID(),
                Set.of(PUSH),
                List.of(new Device(1, "t", 0)),
                null,
                null,
                "",
                new QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 0)));
        Instant night = Instant.parse("2026-02-12T15:00:00Z");
        Instant day = Instant.parse("2026-02-12T04:00:00Z");
        assertThat(sleeper.mayHear(Template.VEHICLE_STANDS, night)).isEqualTo(Instant.parse("2026-02-12T23:00:00Z"));
        assertThat(sleeper.mayHear(Template.VEHICLE_STANDS, day)).isEqualTo(day);
        assertThat(sleeper.mayHear(null, night)).isAfter(night);
        assertThat(sleeper.mayHear(Template.YOU_STAND, night)).as("at work").isEqualTo(night);
    }

    @Test
    void theStatusSaysHowFarItGot() {
        assertThat(new Progress(Set.of(), Set.of(), Set.of()).status()).isEqualTo(NotificationStatus.SENT);
        assertThat(new Progress(Set.of(), Set.of(PUSH, SMS), Set.of()).status()).isEqualTo(NotificationStatus.SENT);
        assertThat(new Progress(Set.of(), Set.of(PUSH), Set.of(SMS)).status())
                .isEqualTo(NotificationStatus.PARTIALLY_SENT);
        assertThat(new Progress(Set.of(), Set.of(), Set.of(EMAIL)).status()).isEqualTo(NotificationStatus.FAILED);
        assertThat(new Progress(Set.of(EMAIL), Set.of(PUSH), Set.of(SMS)).status())
                .isEqualTo(NotificationStatus.PENDING);
    }

    @Test
    void thereAreThreeRetriesWithGrowingPauses() {
        RetryPolicy policy = new RetryPolicy(3, Duration.ofSeconds(10), 6, Duration.ofHours(24), LONGEST);
        assertThat(policy.pauseAfter(1)).contains(Duration.ofSeconds(10));
        assertThat(policy.pauseAfter(2)).contains(Duration.ofMinutes(1));
        assertThat(policy.pauseAfter(3)).contains(Duration.ofMinutes(6));
        assertThat(policy.pauseAfter(4)).isEmpty();
    }

    @Test
    void aProviderThatIsAwayIsLeftAloneForLongerAndLongerButNotForEver() {
        RetryPolicy policy = new RetryPolicy(3, Duration.ofSeconds(10), 6, Duration.ofHours(24), LONGEST);
        assertThat(policy.waitAfter(1)).isEqualTo(Duration.ofSeconds(10));
        assertThat(policy.waitAfter(2)).isEqualTo(Duration.ofSeconds(20));
        assertThat(policy.waitAfter(5)).isEqualTo(Duration.ofSeconds(160));
        assertThat(policy.waitAfter(6)).isEqualTo(Duration.ofMinutes(5));
        assertThat(policy.waitAfter(Integer.MAX_VALUE)).isEqualTo(Duration.ofMinutes(5));
        assertThat(new RetryPolicy(3, Duration.ofHours(1), 6, Duration.ofHours(24), LONGEST).waitAfter(9))
                .isEqualTo(Duration.ofHours(1));
    }

    /** Each attempt at an offer fails at once; it ends a minute after the first. */
    @Test
    void anOfferIsTriedAgainLaterAndLaterButNotAfterItsEnd() {
        Instant begin = Instant.parse("2026-02-12T10:00:00Z");
        Instant end = begin.plusSeconds(60);
        List<Long> pauses = new ArrayList<>();
        Instant now = begin;
        for (int attempt = 1; ; attempt++) {
            Instant failed = now;
            Optional<Instant> next = RetryPolicy.OF_OFFERS
                    .pauseAfter(attempt)
                    .flatMap(pause -> RetryPolicy.OF_OFFERS.retryAt(failed, pause, end));
            if (next.isEmpty()) {
                break;
            }
            pauses.add(Duration.between(now, next.get()).toMillis());
            now = next.get();
        }
        assertThat(pauses).startsWith(2_000L, 4_000L, 8_000L, 16_000L, 15_000L, 7_500L);
        assertThat(now).isBetween(end.minusSeconds(4), end.minusMillis(1));
    }

    @Test
    void whatStaysOfUseIsTriedAgainAfterItsWholePause() {
        Instant now = Instant.parse("2026-02-12T10:00:00Z");
        assertThat(RetryPolicy.OF_OFFERS.retryAt(now, Duration.ofHours(3), null))
                .contains(now.plusSeconds(10_800));
    }
}
