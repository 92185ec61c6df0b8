package my.kilat.launcher.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestartPolicyTest {
    private long now = Long.MAX_VALUE - Duration.ofMinutes(5).toNanos();
    private final RestartPolicy policy = new RestartPolicy(() -> now);

    @Test
    void eachTimeItWaitsTwiceAsLongAndTheSixthDeathWithinTenMinutesIsTheLast() {
        var pauses = new ArrayList<Long>();
        for (int death = 1; death <= 5; death++) {
            RestartPolicy.Restart restart = policy.died("kafka").orElseThrow();
            assertThat(restart.number()).isEqualTo(death);
            pauses.add(restart.pause().toSeconds());
            pass(restart.pause());
        }
        assertThat(pauses).isEqualTo(List.of(1L, 2L, 4L, 8L, 16L));

        assertThat(policy.died("kafka")).isEmpty();
        assertThat(policy.died("services")).as("each part has its own count").isPresent();
    }

    @Test
    void deathsOfLongAgoDoNotCount() {
        for (int death = 1; death <= 20; death++) {
            assertThat(policy.died("services")).as("death " + death).isPresent();
            policy.ready("services");
            pass(Duration.ofMinutes(2).plusSeconds(1));
        }
    }

    @Test
    void onceItHasBeenReadyForAMinuteItNeedNotWaitLonger() {
        policy.died("kafka");
        policy.died("kafka");
        policy.ready("kafka");
        pass(Duration.ofSeconds(59));
        assertThat(pause("kafka")).as("ready for too short a time").isEqualTo(Duration.ofSeconds(4));

        policy.ready("kafka");
        pass(Duration.ofMinutes(1));
        assertThat(pause("kafka")).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aPartThatTakesMinutesToFailIsTriedEveryHalfMinuteAtMost() {
        var pauses = new ArrayList<Long>();
        for (int death = 1; death <= 8; death++) {
            pauses.add(pause("kafka").toSeconds());
            pass(Duration.ofMinutes(3));
        }
        assertThat(pauses).isEqualTo(List.of(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L));
    }

    private Duration pause(String name) {
        return policy.died(name).orElseThrow().pause();
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
