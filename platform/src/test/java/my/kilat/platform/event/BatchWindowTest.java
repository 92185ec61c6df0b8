package my.kilat.platform.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Events gather when many come, for as long as a turn costs; nothing waits when few come. */
class BatchWindowTest {
    private static final int FULL = 500;
    private static final Duration LONGEST = Duration.ofMillis(30);

    private long now = Duration.ofDays(1).toNanos();
    private final BatchWindow window = of(LONGEST);

    private BatchWindow of(Duration longest) {
        return new BatchWindow(longest, FULL, () -> now);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private void turn(int events, Duration length) {
        window.begins(events);
        pass(length);
        window.ends();
    }

    private Duration rest() {
        return Duration.ofNanos(Math.max(0, window.rest()));
    }

    /** Turns at this rate, each as soon as it may begin and an event is there; returns the longest pause of the last ones. */
    private Duration longestRest(int perSecond, Duration turn) {
        Duration between = Duration.ofSeconds(1).dividedBy(perSecond);
        Duration longest = Duration.ZERO;
        long waiting = now;
        for (int i = 0; i < 200; i++) {
            int events = (int) Math.max(1, (now - waiting) / between.toNanos());
            waiting = Math.max(waiting + events * between.toNanos(), now);
            turn(events, turn);
            Duration rest = rest();
            longest = i > 100 && rest.compareTo(longest) > 0 ? rest : longest;
            now = Math.max(now + rest.toNanos(), waiting);
        }
        return longest;
    }

    @Test
    void nothingWaitsAtFirst() {
        assertThat(rest()).isZero();
    }

    @Test
    void anEventAfterAPauseIsNotDelayedNorTheNextOne() {
        turn(1, Duration.ofMillis(3));
        assertThat(rest()).isZero();
        turn(1, Duration.ofMillis(3));
        assertThat(rest()).isZero();
    }

    @Test
    void nothingWaitsWhenFewCome() {
        assertThat(longestRest(25, Duration.ofMillis(3))).isZero();
    }

    @Test
    void whenManyComeTheIntervalIsThreeTimesATurn() {
        assertThat(longestRest(500, Duration.ofMillis(4))).isEqualTo(Duration.ofMillis(8));
    }

    @Test
    void turnsThatTakeLongAreRepeatedAfterTheLongestInterval() {
        assertThat(longestRest(500, Duration.ofMillis(20))).isEqualTo(Duration.ofMillis(10));
    }

    @Test
    void turnsThatTakeLongerThanThatFollowEachOther() {
        assertThat(longestRest(500, Duration.ofMillis(40))).isZero();
    }

    @Test
    void fastTurnsAreNotRepeatedAtOnce() {
        assertThat(longestRest(2_000, Duration.ofMillis(1))).isEqualTo(Duration.ofMillis(4));
    }

    @Test
    void whereNobodyWaitsForTheEffectMoreIsGathered() {
        BatchWindow patient = of(Duration.ofMillis(180));
        for (int i = 0; i < 10; i++) {
            patient.begins(10);
            pass(Duration.ofMillis(1));
            patient.ends();
        }
        assertThat(patient.rest()).isEqualTo(Duration.ofMillis(89).toNanos());
        for (int i = 0; i < 20; i++) {
            patient.begins(10);
            pass(Duration.ofMillis(15));
            patient.ends();
        }
        assertThat(patient.rest())
                .isBetween(
                        Duration.ofMillis(134).toNanos(), Duration.ofMillis(135).toNanos());
    }

    @Test
    void whereNobodyWaitsForTheEffectTurnsAreRareHoweverFastTheyAre() {
        BatchWindow patient = new BatchWindow(Duration.ofMillis(150), FULL, () -> now);
        BatchWindow eager = new BatchWindow(Duration.ofMillis(60), FULL, () -> now);
        for (BatchWindow each : List.of(patient, eager)) {
            for (int i = 0; i < 10; i++) {
                each.begins(10);
                pass(Duration.ofMillis(1));
                each.ends();
            }
        }
        patient.begins(10);
        eager.begins(10);
        assertThat(Duration.ofNanos(patient.rest())).isEqualTo(Duration.ofMillis(75));
        assertThat(Duration.ofNanos(eager.rest())).isEqualTo(Duration.ofMillis(10));
    }

    @Test
    void nothingWaitsUnlessAnotherEventIsExpectedMeanwhile() {
        assertThat(longestRest(100, Duration.ofMillis(2))).isZero();
        assertThat(longestRest(200, Duration.ofMillis(2))).isEqualTo(Duration.ofMillis(4));
    }

    @Test
    void afterATurnThatBroughtNothingOrWasFullTheNextFollows() {
        longestRest(500, Duration.ofMillis(4));
        turn(FULL, Duration.ofMillis(4));
        assertThat(rest()).isZero();
        turn(0, Duration.ofMillis(4));
        assertThat(rest()).isZero();
    }

    @Test
    void whenTheStreamEndsTheNextEventIsNotDelayed() {
        longestRest(500, Duration.ofMillis(4));
        pass(Duration.ofSeconds(2));
        turn(1, Duration.ofMillis(4));
        assertThat(rest()).isZero();
    }

    @Test
    void itKnowsHowManyEventsShouldHaveComeSinceTheLastTurn() {
        longestRest(2_000, Duration.ofMillis(4));
        assertThat(window.expectedByNow()).isBetween(15.0, 35.0);
        pass(Duration.ofSeconds(2));
        turn(1, Duration.ofMillis(4));
        assertThat(window.expectedByNow()).isLessThan(0.1);
    }
}
