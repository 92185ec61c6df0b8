package my.kilat.gateway.proxy.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import my.kilat.gateway.proxy.exchange.Exchange;
import my.kilat.gateway.wire.RequestHead;
import org.junit.jupiter.api.Test;

/** Stages run in order; one that waits is run again, with the head that was read once. */
class AdmissionPipelineTest {
    private final List<String> seen = new ArrayList<>();

    private Stage note(String name) {
        return (_, head, _) -> {
            seen.add(name + " "
                    + new String(
                            head.bytes(),
                            head.pathStart(),
                            head.pathEnd() - head.pathStart(),
                            StandardCharsets.US_ASCII));
            return Stage.Outcome.NEXT;
        };
    }

    /** Waits the first time that it sees a request. */
    private final class WaitOnce implements Stage {
        private final boolean wakesAtOnce;
        private Exchange waiting;
        private RequestHead seenHead;

        WaitOnce(boolean wakesAtOnce) {
            this.wakesAtOnce = wakesAtOnce;
        }

        @Override
        public Outcome apply(Exchange exchange, RequestHead head, ByteBuf rest) {
            if (waiting != null) {
                seen.add("again");
                seenHead = head;
                return Outcome.NEXT;
            }
            seen.add("waits");
            waiting = exchange;
            if (wakesAtOnce) {
                exchange.admission().wake();
            }
            return Outcome.WAIT;
        }
    }

    @Test
    void aRequestThatWaitsGoesOnAtTheSameStageWithoutItsHeadBeingReadAgain() {
        WaitOnce wait = new WaitOnce(false);
        try (StageRig rig = StageRig.of(note("first"), wait, note("last"))) {
            String request = "POST /a HTTP/1.1\r\nHost: kilat\r\nX-Name: value\r\nContent-Length: 4\r\n\r\nbody";
            assertThat(rig.sendRaw(request)).isEmpty();
            assertThat(seen).containsExactly("first /a", "waits");

            // The room that heads are read into is used for other requests meanwhile.
            Arrays.fill(rig.loop().requestBytes(), (byte) '!');
            byte[] other = "GET /other HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
            assertThat(rig.loop().request().read(other, other.length, 100)).isEqualTo(RequestHead.Outcome.COMPLETE);
            wait.waiting.admission().wake();
            assertThat(rig.answered()).startsWith("HTTP/1.1 404 ");
            assertThat(seen).containsExactly("first /a", "waits", "again", "last /a");
            assertThat(rig.head()).isEqualTo(request.substring(0, request.length() - 4));
            assertThat(wait.seenHead).isNotSameAs(rig.loop().request());
        }
    }

    @Test
    void whatIsThereBeforeTheStageReturnsIsNotWaitedFor() {
        try (StageRig rig = StageRig.of(new WaitOnce(true), note("last"))) {
            assertThat(rig.send("GET", "/a")).startsWith("HTTP/1.1 404 ");
            assertThat(seen).containsExactly("waits", "again", "last /a");
        }
    }

    @Test
    void theNextRequestOnTheConnectionIsHeldMeanwhile() {
        WaitOnce wait = new WaitOnce(false);
        try (StageRig rig = StageRig.of(wait, note("last"))) {
            String get = " HTTP/1.1\r\nHost: kilat\r\n\r\n";
            assertThat(rig.sendRaw("GET /a" + get + "GET /b" + get)).isEmpty();
            wait.waiting.admission().wake();
            assertThat(rig.answered().split("HTTP/1.1 404 ", -1)).hasSize(3);
            assertThat(seen).containsExactly("waits", "again", "last /a", "again", "last /b");
        }
    }

    @Test
    void bytesOfAHeadThatWaitsAreCountedAndGivenBack() {
        WaitOnce wait = new WaitOnce(false);
        try (StageRig rig = StageRig.of(wait)) {
            rig.send("GET", "/a", "X-Long: " + "x".repeat(1000));
            assertThat(rig.loop().byteBudget().held()).isGreaterThan(1000);
            wait.waiting.admission().wake();
            rig.answered();
            assertThat(rig.loop().byteBudget().held()).isZero();
        }
    }
}
