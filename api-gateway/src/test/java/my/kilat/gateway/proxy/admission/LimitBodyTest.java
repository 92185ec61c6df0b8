package my.kilat.gateway.proxy.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import my.kilat.gateway.route.BodyLimits;
import my.kilat.gateway.route.Route;
import my.kilat.gateway.route.Routes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A body may be as long as its operation allows. */
class LimitBodyTest {
    private final StageRig rig = StageRig.of(
            new FindRoute(
                    new Routes(List.of(Route.to("booking", "/short").takingAtMost(10), Route.to("booking", "/long")))),
            new LimitBody(BodyLimits.of(List.of()), 100));

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aLongerBodyIsRefusedBeforeItIsRead() {
        assertThat(rig.send("POST", "/short", "Content-Length: 11"))
                .startsWith("HTTP/1.1 413 ")
                .contains("larger than 10 bytes");
        assertThat(rig.hasPassed()).isFalse();
    }

    @Test
    void whatIsSetForAllHoldsForAll() {
        assertThat(rig.send("POST", "/long", "Content-Length: 101"))
                .startsWith("HTTP/1.1 413 ")
                .contains("larger than 100 bytes");
    }

    @Test
    void theLimitOfABodyOfUnknownLengthIsKeptForLater() {
        rig.send("POST", "/short", "Transfer-Encoding: chunked");
        assertThat(rig.passed().admission().mostBody()).isEqualTo(10);
    }
}
