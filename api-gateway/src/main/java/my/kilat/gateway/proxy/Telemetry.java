package my.kilat.gateway.proxy;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import my.kilat.gateway.route.Route;
import my.kilat.gateway.upstream.Instance;
import my.kilat.gateway.watch.AccessLog;
import my.kilat.gateway.watch.RequestMeters;
import my.kilat.gateway.wire.Bytes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the proxy path reports what happened. */
final class Telemetry {
    private static final Logger LOG = LoggerFactory.getLogger(Telemetry.class);

    private final RequestMeters meters;
    private final AccessLog log;
    private final int sampledOfThousand;
    private final Counter retries;
    private final Counter limited;
    private final Counter refused;
    private final Counter faults;
    private final Counter protocol;
    private final Counter tooSlow;
    private final Counter cutOff;

    Telemetry(MeterRegistry registry, RequestMeters meters, AccessLog log, int sampledOfThousand) {
        this.meters = meters;
        this.log = log;
        FunctionCounter.builder("gateway.log.dropped", log, AccessLog::dropped).register(registry);
        this.sampledOfThousand = sampledOfThousand;
        this.limited = registry.counter("gateway.limited");
        this.retries = registry.counter("gateway.upstream.retries");
        this.protocol = registry.counter("gateway.connections.broken");
        this.tooSlow = registry.counter("gateway.connections.slow");
        this.cutOff = registry.counter("gateway.connections.cut");
        this.faults = registry.counter("gateway.faults");
        this.refused = registry.counter("gateway.connections.refused");
    }

    /** Whether the next request is to be logged even if all goes well. */
    boolean samples(LoopContext loop) {
        return sampledOfThousand == 1000
                || (sampledOfThousand > 0 && Math.floorMod(loop.random(), 1000) < sampledOfThousand);
    }

    void ended(Exchange exchange, @Nullable Route route, long now) {
        AccessRecord accessRecord = exchange.accessRecord;
        long nanos = now - accessRecord.started();
        meters.record(route, accessRecord.status(), nanos);
        if (accessRecord.logged() || accessRecord.status() >= 500 || accessRecord.wasCut()) {
            log.add(new AccessLog.Line(
                    exchange.method.name(),
                    accessRecord.pathOrEmpty(),
                    route == null ? "none" : route.prefix(),
                    accessRecord.status(),
                    exchange.address.text(),
                    Bytes.text(exchange.requestId, 0, exchange.requestId.length),
                    accessRecord.traceOrEmpty(),
                    nanos / 1000,
                    accessRecord.wasCut() ? "cut" : accessRecord.hasLeft() ? "left" : "ok"));
        }
    }

    void upstreamFailed(String upstream, Instance instance, String kind) {
        meters.upstreamFailures(upstream, kind).increment();
        LOG.debug("{} at {}: {}", upstream, instance, kind);
    }

    void limited() {
        limited.increment();
    }

    void retried() {
        retries.increment();
    }

    void connectionRefused() {
        refused.increment();
    }

    /** A caller took less of its answer than it has to. */
    void tooSlow() {
        tooSlow.increment();
    }

    /** A caller was cut off because too much was held for slow ones. */
    void cutOff() {
        cutOff.increment();
    }

    /** A client broke the rules of TLS or HTTP/2 and was sent away. */
    void protocolBroken(Throwable cause) {
        protocol.increment();
        LOG.debug("a connection was closed: {}", cause.toString());
    }

    /** A connection broke with an exception; anything but the network's own is a fault of ours. */
    void broke(Throwable cause) {
        if (!(cause instanceof IOException) && !(cause.getCause() instanceof IOException)) {
            faults.increment();
            LOG.error("a connection was closed because of a fault in the gateway", cause);
        }
    }
}
