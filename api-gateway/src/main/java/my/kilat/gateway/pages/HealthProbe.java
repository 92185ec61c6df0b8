package my.kilat.gateway.pages;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import my.kilat.contract.catalogue.Component;
import my.kilat.contract.health.GatewayHealth;
import my.kilat.gateway.upstream.Instance;
import my.kilat.gateway.upstream.Upstream;
import my.kilat.gateway.upstream.Upstreams;
import my.kilat.platform.json.Json;

/**
 * Queries the health of every upstream concurrently, each for a second at most. Only the status decides whether a service is
 * healthy; the rest, such as alarms, is shown.
 */
public final class HealthProbe {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Upstreams upstreams;
    private final ExecutorService threads;
    private final Supplier<Map<String, String>> alarms;

    /**
     * @param threads for requests, which may block
     * @param alarms the gateway's own alarms, by name
     */
    public HealthProbe(Upstreams upstreams, ExecutorService threads, Supplier<Map<String, String>> alarms) {
        this.upstreams = upstreams;
        this.threads = threads;
        this.alarms = alarms;
    }

    /**
     * The result of a probe.
     *
     * @param healthy whether every essential upstream has at least one healthy instance
     * @param json the document to respond with
     */
    public record Finding(boolean healthy, byte[] json) {}

    /** Probes all upstreams; takes up to a second. */
    public Finding ask() {
        Map<String, List<Future<HealthReport>>> asked = new LinkedHashMap<>();
        for (Upstream upstream : upstreams.all()) {
            List<Future<HealthReport>> instances = new ArrayList<>();
            upstream.instances().forEach(instance -> instances.add(threads.submit(() -> ask(instance))));
            asked.put(upstream.name(), instances);
        }
        Map<String, GatewayHealth.State> services = new LinkedHashMap<>();
        boolean all = true;
        for (var entry : asked.entrySet()) {
            HealthReport report =
                    entry.getValue().stream().map(HealthProbe::get).reduce(HealthReport.AWAY, HealthReport::beside);
            all &= report.healthy() || !isEssential(entry.getKey());
            services.put(entry.getKey(), report.state());
        }
        Map<String, String> own = alarms.get();
        return new Finding(
                all, Json.bytes(new GatewayHealth(all ? "healthy" : "degraded", services, own.isEmpty() ? null : own)));
    }

    private static boolean isEssential(String upstream) {
        return Component.find(upstream).map(Component::isEssential).orElse(true);
    }

    private static HealthReport get(Future<HealthReport> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return HealthReport.AWAY;
        } catch (ExecutionException e) {
            return HealthReport.AWAY;
        }
    }

    private static HealthReport ask(Instance instance) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        var reading = new HealthReport.Reading();
        try (Socket socket = new Socket()) {
            socket.connect(instance.address(), (int) PATIENCE.toMillis());
            String request = "GET /health HTTP/1.1\r\nHost: "
                    + new String(instance.authority(), StandardCharsets.US_ASCII)
                    + "\r\nAccept: application/json\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            byte[] bytes = new byte[4096];
            while (reading.wantsMore()) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new SocketTimeoutException();
                }
                socket.setSoTimeout((int) left);
                int length = socket.getInputStream().read(bytes);
                if (length < 0) {
                    break;
                }
                reading.add(bytes, length);
            }
        } catch (IOException e) {
            // The part that was read so far is used; only the status is required.
        }
        return reading.report();
    }
}
