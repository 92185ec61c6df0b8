package my.kilat.payment.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** News of a booking add up to the same, in whatever order they come. */
class HeardTest {
    private static final UUID BOOKING = new UUID(0, 1);
    private static final UUID OWNER = new UUID(0, 2);
    private static final UUID FIRST = new UUID(0, 3);
    private static final UUID SECOND = new UUID(0, 4);
    private static final Instant EARLY = Instant.parse("2026-02-12T10:00:00Z");
    private static final Instant LATE = Instant.parse("2026-02-12T11:00:00Z");

    private static final Heard REQUESTED = new Heard(BOOKING, "BK-1", OWNER, 2210L, "MYR", null, null, null, null);
    private static final Heard CONFIRMED = new Heard(BOOKING, "BK-1", OWNER, null, null, SECOND, null, LATE, null);
    private static final Heard CANCELLED = new Heard(BOOKING, "BK-1", null, null, null, null, null, null, LATE);

    private static Heard runner(@Nullable UUID runner, Instant since) {
        return new Heard(BOOKING, "BK-1", OWNER, null, null, runner, since, null, null);
    }

    @Test
    void whatOneDoesNotSayTheOtherAdds() {
        Heard all = new Heard(BOOKING, "BK-1", OWNER, 2210L, "MYR", SECOND, null, LATE, LATE);
        assertThat(REQUESTED.and(CONFIRMED).and(CANCELLED)).isEqualTo(all);
        assertThat(CANCELLED.and(CONFIRMED).and(REQUESTED)).isEqualTo(all);
    }

    @Test
    void ofTwoNewsAboutTheRunnerTheYoungerCounts() {
        assertThat(runner(FIRST, EARLY).and(runner(SECOND, LATE))).isEqualTo(runner(SECOND, LATE));
        assertThat(runner(SECOND, LATE).and(runner(FIRST, EARLY))).isEqualTo(runner(SECOND, LATE));
        assertThat(runner(FIRST, EARLY).and(runner(null, LATE))).isEqualTo(runner(null, LATE));
        assertThat(runner(null, LATE).and(runner(FIRST, EARLY))).isEqualTo(runner(null, LATE));
        assertThat(runner(FIRST, EARLY).and(REQUESTED).runnerId()).isEqualTo(FIRST);
        assertThat(REQUESTED.and(runner(FIRST, EARLY)).runnerSince()).isEqualTo(EARLY);
    }
}
