package my.kilat.console.now;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;
import my.kilat.console.domain.RequestCounts;
import my.kilat.console.upstream.Addresses;
import my.kilat.console.upstream.MetricsText;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.service.ServiceClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the gateways have answered of late: reads their counters at intervals, each instance by its own address, and tells what was
 * added within five minutes.
 */
public final class GatewayWatch {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayWatch.class);
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final Duration STALE = Duration.ofMinutes(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final double SHARE = 0.99;

    private final URI address;
    private final Function<URI, ServiceClient> clients;
    private final InstantSource clock;
    private final Deque<Sample> samples = new ArrayDeque<>();

    /**
     * @param address of the management port; its host may stand for several instances
     */
    public GatewayWatch(URI address, Function<URI, ServiceClient> clients, InstantSource clock) {
        this.address = address;
        this.clients = clients;
        this.clock = clock;
    }

    private record Sample(Instant at, Map<URI, RequestCounts> byInstance) {}

    /**
     * What was counted within the window.
     *
     * @param seconds how long that was
     * @param p99Seconds within which 99 of 100 requests were answered; missing if there were none
     */
    public record Figures(
            long seconds,
            long requests,
            long errors,
            @Nullable Double p99Seconds) {}

    /** Reads the counters; an instance that does not answer is left out until the next time. */
    public void read() {
        Map<URI, RequestCounts> byInstance = new HashMap<>();
        for (URI instance : Addresses.of(address)) {
            try {
                ServiceClient.Answer answer = clients.apply(instance).get(GatewayMetrics.PATH, TIMEOUT);
                if (answer.status() != 200) {
                    LOG.warn(
                            "the gateway at {} answered {} with status {}",
                            instance,
                            GatewayMetrics.PATH,
                            answer.status());
                    continue;
                }
                byInstance.put(instance, GatewayMetrics.read(new String(answer.body(), StandardCharsets.UTF_8)));
            } catch (Failure.Unavailable _) {
                // The client has logged it, and after a while the figures are missing.
            }
        }
        if (!byInstance.isEmpty()) {
            keep(new Sample(clock.instant(), byInstance));
        }
    }

    private synchronized void keep(Sample sample) {
        samples.addLast(sample);
        while (samples.getFirst().at.isBefore(sample.at.minus(WINDOW))) {
            samples.removeFirst();
        }
    }

    /**
     * What was counted within the window, or since the first reading.
     *
     * @throws Failure.Unavailable if no gateway has answered for a minute
     */
    Figures figures() {
        Sample latest = newest();
        if (latest == null) {
            read();
            latest = newest();
        }
        if (latest == null) {
            throw new Failure.Unavailable("the gateway shows no metrics at " + address.resolve(MetricsText.PATH)
                    + " (GATEWAY_MANAGEMENT_URL)");
        }
        return figures(latest);
    }

    /** The latest sample, unless it is too old to speak of now. */
    private synchronized @Nullable Sample newest() {
        Sample last = samples.peekLast();
        return last == null || last.at.isBefore(clock.instant().minus(STALE)) ? null : last;
    }

    private synchronized Figures figures(Sample last) {
        RequestCounts counts = RequestCounts.NONE;
        for (Map.Entry<URI, RequestCounts> instance : last.byInstance.entrySet()) {
            RequestCounts earliest = samples.stream()
                    .map(sample -> sample.byInstance.get(instance.getKey()))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(instance.getValue());
            counts = counts.plus(instance.getValue().since(earliest));
        }
        OptionalDouble p99 = counts.quantile(SHARE);
        return new Figures(
                Duration.between(samples.getFirst().at, last.at).toSeconds(),
                counts.requests(),
                counts.errors(),
                p99.isPresent() ? p99.getAsDouble() : null);
    }
}
