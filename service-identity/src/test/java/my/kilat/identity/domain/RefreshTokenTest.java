package my.kilat.identity.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import my.kilat.identity.domain.RefreshToken.Decision;
import org.junit.jupiter.api.Test;

class RefreshTokenTest {
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Instant NOW = Instant.parse("2026-02-12T12:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(1000);

    @Test
    void whatATokenIsWorth() {
        assertThat(new RefreshToken(LATER, null, null).decide(NOW, GRACE)).isEqualTo(Decision.ROTATE);
        assertThat(new RefreshToken(NOW, null, null).decide(NOW, GRACE)).isEqualTo(Decision.OVER);
        assertThat(new RefreshToken(LATER, null, NOW).decide(NOW, GRACE)).isEqualTo(Decision.OVER);
        assertThat(new RefreshToken(LATER, NOW, null).decide(NOW.plusSeconds(29), GRACE))
                .isEqualTo(Decision.REPEAT);
        assertThat(new RefreshToken(LATER, NOW, null).decide(NOW.plusSeconds(30), GRACE))
                .isEqualTo(Decision.STOLEN);
        assertThat(new RefreshToken(LATER, NOW, NOW).decide(NOW.plusSeconds(1), GRACE))
                .isEqualTo(Decision.OVER);
        assertThat(new RefreshToken(LATER, NOW, null).decide(NOW, Duration.ZERO))
                .isEqualTo(Decision.STOLEN);
    }
}
