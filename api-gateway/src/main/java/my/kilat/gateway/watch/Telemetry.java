package my.kilat.gateway.watch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import my.kilat.gateway.route.Route;
import my.kilat.gateway.upstream.Instance;
import my.kilat.gateway.wire.Bytes;
import my.kilat.platform.net.Address;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Receives the reports of the proxy path for metrics and logs. */
public final class Telemetry {
    private static final Logger LOG = LoggerFactory.getLogger(Telemetry.class);

    private final RequestMeters meters;
    private final AccessLog log;
    private final int loggedPerMille;
    private final Counter retries;
    private final Counter limited;
    private final Counter refused;
    private final Counter faults;
    private final Counter protocol;
    private final Counter tooSlow;
    private final Counter cutOff;

    public Telemetry(MeterRegistry registry, RequestMeters meters, AccessLog log, int loggedPerMille) {
        this.meters = meters;
        this.log = log;
        FunctionCounter.builder("gateway.log.dropped", log, AccessLog::dropped).register(registry);
        this.loggedPerMille = loggedPerMille;
        this.limited = registry.counter("gateway.limited");
        this.retries = registry.counter("gateway.upstream.retries");
        this.protocol = registry.counter("gateway.connections.broken");
        this.tooSlow = registry.counter("gateway.connections.slow");
        this.cutOff = registry.counter("gateway.connections.cut");
        this.faults = registry.counter("gateway.faults");
        this.refused = registry.counter("gateway.connections.refused");
    }

    /** How many of a thousand successful requests are logged. */
    public int loggedPerMille() {
        return loggedPerMille;
    }

    /**
     * A request has ended.
     *
     * @param route the route it was forwarded by, or null
     * @param address the client's
     * @param now in the event loop's nanoseconds
     */
    public void ended(
            AccessRecord record, @Nullable Route route, String method, Address address, byte[] requestId, long now) {
        long nanos = now - record.started();
        meters.record(route, record.status(), nanos);
        if (record.logged() || record.status() >= 500 || record.wasCut()) {
            log.add(new AccessLog.Line(
                    method,
                    record.pathOrEmpty(),
                    route == null ? "none" : route.prefix(),
                    record.status(),
                    address.text(),
                    Bytes.text(requestId, 0, requestId.length),
                    record.traceOrEmpty(),
                    nanos / 1000,
                    record.wasCut() ? "cut" : record.hasLeft() ? "left" : "ok"));
        }
    }

    public void upstreamFailed(String upstream, Instance instance, String kind) {
        meters.upstreamFailures(upstream, kind).increment();
        LOG.debug("{} at {}: {}", upstream, instance, kind);
    }

    public void limited() {
        limited.increment();
    }

    public void retried() {
        retries.increment();
    }

    public void connectionRefused() {
        refused.increment();
    }

    /** A client read its response below the minimum rate. */
    public void tooSlow() {
        tooSlow.increment();
    }

    /** A connection was closed because too much was buffered for slow clients. */
    public void cutOff() {
        cutOff.increment();
    }

    /** A client violated the protocol of TLS or HTTP/2, and its connection was closed. */
    public void protocolBroken(Throwable cause) {
        protocol.increment();
        LOG.debug("a connection was closed: {}", cause.toString());
    }

    /** A connection failed with an exception; any except those of the network is a bug of ours. */
    public void broke(Throwable cause) {
        if (!(cause instanceof IOException) && !(cause.getCause() instanceof IOException)) {
            faults.increment();
            LOG.error("a connection was closed because of a fault in the gateway", cause);
        }
    }
}
