package my.kilat.platform.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import my.kilat.platform.fixture.TestClock;
import my.kilat.platform.routing.CircuitBreaker.Attempt;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final TestClock clock = new TestClock();
    private final CircuitBreaker breaker = new CircuitBreaker(2, PAUSE, clock);

    private Attempt begun() {
        return breaker.admit().orElseThrow();
    }

    private void open() {
        assertThat(breaker.failed(begun())).isFalse();
        assertThat(breaker.failed(begun())).isTrue();
        assertThat(breaker.admit()).isEmpty();
    }

    @Test
    void theSuccessOfACallFromBeforeThePauseDoesNotEndIt() {
        Attempt slow = begun();
        open();
        breaker.succeeded(slow);
        assertThat(breaker.admit()).isEmpty();
    }

    @Test
    void theFailureOfACallFromBeforeThePauseDoesNotProlongIt() {
        Attempt slow = begun();
        open();
        clock.advance(PAUSE.minusSeconds(1));
        assertThat(breaker.failed(slow)).isFalse();
        clock.advance(Duration.ofSeconds(1));
        assertThat(breaker.admit()).isPresent();
    }

    @Test
    void theFailuresOfCallsFromBeforeThePauseDoNotOpenItAgain() {
        Attempt slow = begun();
        Attempt slower = begun();
        open();
        clock.advance(PAUSE);
        breaker.succeeded(begun());
        assertThat(breaker.failed(slow)).isFalse();
        assertThat(breaker.failed(slower)).isFalse();
        assertThat(breaker.admit()).isPresent();
    }

    @Test
    void afterThePauseOneCallDecidesAndALateOneOfAnEarlierTrialDoesNot() {
        open();
        clock.advance(PAUSE);
        Attempt first = begun();
        assertThat(breaker.admit()).isEmpty();
        clock.advance(PAUSE);
        Attempt second = begun();
        breaker.succeeded(first);
        assertThat(breaker.admit()).isEmpty();
        breaker.succeeded(second);
        assertThat(breaker.admit()).isPresent();
    }

    @Test
    void aTrialThatFailsBeginsAnotherPauseThatIsNotToldAnew() {
        open();
        clock.advance(PAUSE);
        Attempt trial = begun();
        clock.advance(Duration.ofSeconds(3));
        assertThat(breaker.failed(trial)).isFalse();
        clock.advance(PAUSE.minusSeconds(1));
        assertThat(breaker.admit()).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(breaker.admit()).isPresent();
    }
}
