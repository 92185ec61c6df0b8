package my.kilat.launcher.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import my.kilat.launcher.machine.Web;
import org.junit.jupiter.api.Test;

class SaysItselfTest {
    private static SaysItself of(int status, String body) {
        return SaysItself.of(Optional.of(new Web.Answer(status, body)));
    }

    @Test
    void anAlarmIsToldAndTheServiceIsReady() {
        SaysItself says = of(
                200,
                "{\"status\":\"ready\",\"service\":\"service-payment\",\"checks\":{\"database\":\"ok\"},"
                        + "\"alarms\":{\"ledger\":\"off by 1\"}}");

        assertThat(says.ready()).isTrue();
        assertThat(says.waitsFor()).isEmpty();
        assertThat(says.alarms()).containsExactly("ledger: off by 1");
    }

    @Test
    void whatItWaitsForIsTheReasonAndNotWhatFollowsFromIt() {
        SaysItself says = of(
                503,
                "{\"status\":\"not_ready\",\"service\":\"service-booking\",\"checks\":{\"database\":\"ok\","
                        + "\"relay\":\"has not begun\",\"topics\":\"has not begun: the broker speaks TLS\"}}");

        assertThat(says.ready()).isFalse();
        assertThat(says.waitsFor()).isEqualTo("topics has not begun: the broker speaks TLS");
    }

    @Test
    void theGatewayNamesTheServicesThatAreNotHealthy() {
        assertThat(of(
                                503,
                                "{\"status\":\"degraded\",\"services\":{\"booking\":{\"status\":\"unhealthy\"},"
                                        + "\"payment\":{\"status\":\"healthy\"}}}")
                        .waitsFor())
                .isEqualTo("booking is not healthy");
    }

    @Test
    void silenceAndNonsenseAreSaidAsSuch() {
        assertThat(SaysItself.of(Optional.empty()).waitsFor()).isEqualTo("it does not answer yet");
        assertThat(of(502, "<html>").waitsFor()).isEqualTo("it answers with status 502");
        assertThat(of(503, "{\"checks\":{\"relay\":\"has not begun\"}}").waitsFor())
                .isEqualTo("relay has not begun");
    }
}
