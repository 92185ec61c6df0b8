package my.kilat.gateway;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import my.kilat.gateway.proxy.ProxyServer;
import my.kilat.gateway.upstream.Upstream;
import my.kilat.gateway.upstream.Upstreams;

/** Gauges of the gateway's connections, callers and buffers. */
final class GatewayMeters {
    private GatewayMeters() {}

    /** Registers the gauges. */
    static void register(MeterRegistry registry, ProxyServer proxy, Upstreams upstreams) {
        Gauge.builder("gateway.connections", proxy, ProxyServer::connections)
                .description("Open connections of clients")
                .register(registry);
        Gauge.builder("gateway.sockets", proxy, ProxyServer::openSockets)
                .description("Open WebSockets")
                .register(registry);
        Gauge.builder("gateway.upstream.idle", proxy, ProxyServer::idleUpstreamConnections)
                .description("Connections to upstreams kept for reuse")
                .register(registry);
        Gauge.builder("gateway.buffered.bytes", proxy, ProxyServer::bufferedBytes)
                .description("Bytes held for callers who send or read slowly")
                .register(registry);
        Gauge.builder("gateway.limiter.callers", proxy, ProxyServer::rememberedCallers)
                .description("Callers that the rate limiter remembers")
                .register(registry);
        for (Upstream upstream : upstreams.all()) {
            Gauge.builder("gateway.upstream.inflight", upstream, Upstream::inFlight)
                    .description("Requests under way")
                    .tag("upstream", upstream.name())
                    .register(registry);
            Gauge.builder("gateway.upstream.available", upstream, GatewayMeters::available)
                    .description("Instances that are not closed off by their breaker")
                    .tag("upstream", upstream.name())
                    .register(registry);
        }
    }

    private static double available(Upstream upstream) {
        return upstream.instances().stream()
                .filter(instance -> !instance.closedOff())
                .count();
    }
}
