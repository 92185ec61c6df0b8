package my.kilat.identity.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import my.kilat.identity.domain.RefreshToken.Use;
import org.junit.jupiter.api.Test;

class RefreshTokenTest {
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Instant NOW = Instant.parse("2026-02-12T12:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(1000);

    @Test
    void whatATokenIsWorth() {
        assertThat(new RefreshToken(LATER, null, null).shown(NOW, GRACE)).isEqualTo(Use.ROTATE);
        assertThat(new RefreshToken(NOW, null, null).shown(NOW, GRACE)).isEqualTo(Use.OVER);
        assertThat(new RefreshToken(LATER, null, NOW).shown(NOW, GRACE)).isEqualTo(Use.OVER);
        assertThat(new RefreshToken(LATER, NOW, null).shown(NOW.plusSeconds(29), GRACE))
                .isEqualTo(Use.REPEAT);
        assertThat(new RefreshToken(LATER, NOW, null).shown(NOW.plusSeconds(30), GRACE))
                .isEqualTo(Use.STOLEN);
        assertThat(new RefreshToken(LATER, NOW, NOW).shown(NOW.plusSeconds(1), GRACE))
                .isEqualTo(Use.OVER);
        assertThat(new RefreshToken(LATER, NOW, null).shown(NOW, Duration.ZERO)).isEqualTo(Use.STOLEN);
    }
}
