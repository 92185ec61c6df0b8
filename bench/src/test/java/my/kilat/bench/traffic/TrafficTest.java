package my.kilat.bench.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import my.kilat.local.FreePort;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The load generator against its own upstream: nothing in between, so nothing may be lost. */
class TrafficTest {
    private final Sockets sockets = new Sockets();
    private final int port = FreePort.next();

    @BeforeEach
    void listen() {
        new Sockets().listen(port, Streams::new);
    }

    private static Outcome run(Work work) throws Exception {
        work.loop.execute(work::start);
        Outcome outcome = work.outcome.get(30, TimeUnit.SECONDS);
        work.release();
        return outcome;
    }

    @Test
    void everyRequestThatIsDueIsSentAndAnswered() throws Exception {
        Outcome outcome = run(new Requests(sockets, Order.requests(port, 4, 400, 0.5, "/any", "token")));
        assertThat(outcome).isEqualTo(new Outcome(200, 0, outcome.p50Micros(), outcome.p99Micros(), ""));
        assertThat(outcome.p50Micros()).isPositive().isLessThanOrEqualTo(outcome.p99Micros());
    }

    @Test
    void framesOfEveryLengthComeBackWhileSomeReadNothing() throws Exception {
        Outcome outcome = run(new SocketLoad(sockets, Order.sockets(port, 30, 600, 0.5, "/ws/any", "token", 3)));
        assertThat(outcome.done()).isEqualTo(300);
        assertThat(outcome.failed()).isZero();
    }

    @Test
    void anUpstreamThatReadsSlowlyTakesWhatItsBuffersHoldAndNoMore() throws Exception {
        long bytes = 64L << 20;
        Outcome outcome = run(new Uploads(sockets, Order.uploads(port, 2, 0.5, "/slow", "token", bytes)));
        assertThat(outcome.done()).isPositive().isLessThan(2 * bytes);
    }
}
