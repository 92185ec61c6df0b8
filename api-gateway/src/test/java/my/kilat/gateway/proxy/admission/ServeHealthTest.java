package my.kilat.gateway.proxy.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import my.kilat.gateway.pages.HealthProbe;
import my.kilat.gateway.proxy.loop.Timeouts;
import my.kilat.gateway.upstream.Upstreams;
import my.kilat.platform.settings.Environment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The gateway answers for its health itself. */
class ServeHealthTest {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Upstreams upstreams = new Upstreams(List.of(), Duration.ofSeconds(5));
    private final LivenessEndpoint liveness = new LivenessEndpoint(Timeouts.from(Environment.of(Map.of())));
    private final StageRig rig = StageRig.of(
            new AssignRequestId(),
            new ServeHealth(liveness, new HealthEndpoint(new HealthProbe(upstreams, threads, Map::of), threads)));

    @AfterEach
    void close() {
        rig.close();
        upstreams.close();
        threads.close();
    }

    @Test
    void liveIsAnsweredAtOnceAndSaysWhenTheGatewayStops() {
        assertThat(rig.send("GET", "/live")).startsWith("HTTP/1.1 200 ").endsWith("{\"status\":\"live\"}");
        liveness.leave();
        assertThat(rig.send("GET", "/live")).startsWith("HTTP/1.1 503 ").contains("Retry-After: ");
        assertThat(rig.hasPassed()).isFalse();
    }

    @Test
    void otherPathsAndMethodsGoOn() {
        rig.send("POST", "/live");
        assertThat(rig.hasPassed()).isTrue();
        rig.send("GET", "/lives");
        assertThat(rig.hasPassed()).isTrue();
    }
}
