package my.kilat.gateway.proxy.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Preflight requests end here; others carry their origin on. */
class ApplyCorsTest {
    private final StageRig rig = StageRig.of(new ApplyCors(StageRig.CORS));

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aPreflightIsAnsweredWithoutAnyLaterStage() {
        assertThat(rig.send("OPTIONS", "/api", "Origin: " + StageRig.ORIGIN))
                .startsWith("HTTP/1.1 204 ")
                .contains("Access-Control-Allow-Origin: " + StageRig.ORIGIN);
        assertThat(rig.hasPassed()).isFalse();
    }

    @Test
    void anErrorTellsAnAllowedPageSo() {
        assertThat(rig.send("GET", "/api", "Origin: " + StageRig.ORIGIN))
                .startsWith("HTTP/1.1 404 ")
                .contains("Access-Control-Allow-Origin: " + StageRig.ORIGIN);
        assertThat(rig.send("GET", "/api", "Origin: http://elsewhere")).doesNotContain("Access-Control-Allow-Origin");
    }
}
