package my.kilat.gateway.proxy.admission;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import my.kilat.gateway.pages.HealthProbe;
import my.kilat.gateway.proxy.exchange.Exchange;
import my.kilat.gateway.proxy.exchange.ResponseWriter;
import my.kilat.gateway.proxy.policy.RetryAfter;
import org.jspecify.annotations.Nullable;

/** Serves the platform's health. A result is cached for a second; requests that arrive during a probe wait for its result. */
public final class HealthEndpoint {
    private static final long COUNTS_FOR = Duration.ofSeconds(1).toNanos();

    private final HealthProbe probe;
    private final ExecutorService threads;
    private final List<Waiting> waiting = new ArrayList<>();
    private HealthProbe.@Nullable Finding known;
    private long knownAt;
    private boolean asking;

    private record Waiting(Exchange exchange, long number) {}

    public HealthEndpoint(HealthProbe probe, ExecutorService threads) {
        this.probe = probe;
        this.threads = threads;
    }

    void answer(Exchange exchange) {
        HealthProbe.Finding fresh = freshOrAsk(exchange);
        if (fresh != null) {
            write(exchange, fresh);
        }
    }

    private synchronized HealthProbe.@Nullable Finding freshOrAsk(Exchange exchange) {
        if (known != null && System.nanoTime() - knownAt < COUNTS_FOR) {
            return known;
        }
        waiting.add(new Waiting(exchange, exchange.number()));
        if (!asking) {
            asking = true;
            threads.execute(() -> found(probe.ask()));
        }
        return null;
    }

    private void found(HealthProbe.Finding finding) {
        List<Waiting> all;
        synchronized (this) {
            known = finding;
            knownAt = System.nanoTime();
            asking = false;
            all = List.copyOf(waiting);
            waiting.clear();
        }
        for (Waiting one : all) {
            one.exchange.loop().eventLoop().execute(() -> {
                if (one.exchange.is(one.number)) {
                    write(one.exchange, finding);
                }
            });
        }
    }

    private static void write(Exchange exchange, HealthProbe.Finding finding) {
        // The result is renewed after a second, so a retry may succeed then.
        RetryAfter after = finding.healthy() ? RetryAfter.UNSAID : RetryAfter.nanos(COUNTS_FOR);
        ResponseWriter.writeJson(exchange, finding.healthy() ? 200 : 503, finding.json(), after);
    }
}
