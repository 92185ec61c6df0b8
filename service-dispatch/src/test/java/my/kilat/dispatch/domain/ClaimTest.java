package my.kilat.dispatch.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClaimTest {
    private static Duration pauseAfter(int tries) {
        return new Claim(UUID.randomUUID(), Instant.EPOCH, tries).pause();
    }

    @Test
    void thePauseAfterAFailureDoublesUpToFiveMinutes() {
        assertThat(IntStream.of(1, 2, 3, 4, 9, 10, 1_000)
                        .mapToObj(ClaimTest::pauseAfter)
                        .map(Duration::toSeconds))
                .containsExactly(1L, 2L, 4L, 8L, 256L, 300L, 300L);
    }
}
