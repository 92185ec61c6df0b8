package my.kilat.gateway.proxy;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import my.kilat.gateway.limit.RateLimiter;
import my.kilat.gateway.limit.store.SharedCounters;
import my.kilat.gateway.limit.store.StoreState;
import my.kilat.gateway.pages.HealthProbe;
import my.kilat.gateway.pages.Pages;
import my.kilat.gateway.proxy.admission.AdmissionParts;
import my.kilat.gateway.proxy.admission.HealthEndpoint;
import my.kilat.gateway.proxy.admission.LivenessEndpoint;
import my.kilat.gateway.proxy.admission.TokenVerification;
import my.kilat.gateway.proxy.client.ClientConnection;
import my.kilat.gateway.proxy.client.TlsHandshake;
import my.kilat.gateway.proxy.exchange.Peer;
import my.kilat.gateway.proxy.loop.Limits;
import my.kilat.gateway.proxy.loop.PendingBytes;
import my.kilat.gateway.proxy.loop.Timeouts;
import my.kilat.gateway.proxy.policy.ConnectionLimit;
import my.kilat.gateway.proxy.policy.Cors;
import my.kilat.gateway.proxy.policy.OpenSockets;
import my.kilat.gateway.route.BodyLimits;
import my.kilat.gateway.route.Routes;
import my.kilat.gateway.tls.Certificates;
import my.kilat.gateway.upstream.Upstreams;
import my.kilat.gateway.watch.AccessLog;
import my.kilat.gateway.watch.RequestMeters;
import my.kilat.gateway.watch.Telemetry;
import my.kilat.platform.failure.StartException;
import my.kilat.platform.host.Host;
import my.kilat.platform.net.Address;
import my.kilat.platform.net.Networks;
import my.kilat.platform.security.TokenVerifier;

/** The proxy: assembles its parts, accepts connections, and closes them when the gateway stops. */
public final class ProxyServer {
    private static final int BACKLOG = 4096;
    private static final WriteBufferWaterMark WATER_MARK =
            new WriteBufferWaterMark(PendingBytes.FEW, PendingBytes.MANY);

    private final Parts parts;
    private final Transport transport = Transport.best();
    private final EventLoops loops;
    private final LivenessEndpoint liveness;
    private final Telemetry telemetry;
    private final OpenSockets sockets;
    private final ConnectionLimit connections;
    private final Listener listener = new Listener();

    /**
     * The parts of the server.
     *
     * @param host clock, threads and meters of the process
     * @param certificates for HTTPS; without them it serves plain HTTP
     */
    public record Parts(
            Limits limits,
            Timeouts timeouts,
            Routing routing,
            Callers callers,
            Reporting reporting,
            Pages pages,
            Host host,
            Optional<Certificates> certificates) {}

    /** The routes, the limits of bodies, and the upstreams. */
    public record Routing(Routes routes, BodyLimits bodies, Upstreams upstreams) {}

    /**
     * Authentication and limits of callers.
     *
     * @param store the counters that several gateways share
     * @param trustedProxies networks whose {@code X-Forwarded-*} is trusted
     */
    public record Callers(
            TokenVerifier tokens,
            RateLimiter limiter,
            Optional<StoreState> store,
            Cors cors,
            Networks trustedProxies) {}

    /**
     * Access log, metrics and traces.
     *
     * @param accessLogPerMille how many of a thousand successful requests are logged
     * @param traced whether traces that begin here are recorded
     */
    public record Reporting(AccessLog log, int accessLogPerMille, boolean traced) {}

    /** Creates a server with this many event loops; it does not listen yet. */
    public ProxyServer(Parts parts, int eventLoops) {
        this.parts = parts;
        this.liveness = new LivenessEndpoint(parts.timeouts);
        this.sockets = new OpenSockets(parts.limits, parts.timeouts);
        this.connections = new ConnectionLimit(parts.limits, parts.callers.trustedProxies);
        this.telemetry = new Telemetry(
                parts.host.meters(),
                new RequestMeters(parts.host.meters(), parts.routing.routes),
                parts.reporting.log,
                parts.reporting.accessLogPerMille);
        this.loops =
                new EventLoops(transport.loops(eventLoops), eventLoops, parts, telemetry, admission(), connector());
    }

    private AdmissionParts admission() {
        Supplier<Map<String, String>> alarms =
                () -> parts.callers.store.map(StoreState::alarms).orElse(Map.of());
        HealthProbe probe = new HealthProbe(parts.routing.upstreams, parts.host.virtualThreads(), alarms);
        return new AdmissionParts(
                new AdmissionParts.Callers(
                        parts.callers.tokens,
                        new TokenVerification(parts.callers.tokens, parts.host.virtualThreads()),
                        parts.callers.cors,
                        parts.callers.trustedProxies),
                new AdmissionParts.Routing(parts.routing.routes, parts.routing.bodies, parts.routing.upstreams),
                new AdmissionParts.Endpoints(
                        parts.pages, new HealthEndpoint(probe, parts.host.virtualThreads()), liveness),
                parts.callers.limiter,
                sockets);
    }

    private Bootstrap connector() {
        return new Bootstrap()
                .channel(transport.client())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .option(ChannelOption.ALLOCATOR, transport.allocator())
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK);
    }

    /**
     * Listens.
     *
     * @param host an address of this machine; 0.0.0.0 for all, and localhost for 127.0.0.1 and, where it exists, ::1
     * @throws StartException if the port is taken, or the address is not one of this machine
     */
    public int listen(String host, int port) {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops.group())
                .channel(transport.server())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.ALLOCATOR, transport.allocator())
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept(channel);
                    }
                });
        int bound = listener.listen(bootstrap, host, port);
        loops.eachCounters(SharedCounters::start);
        return bound;
    }

    private void accept(Channel channel) {
        EventLoops.Loop loop = loops.of(channel.eventLoop());
        if (loop == null || !(channel.remoteAddress() instanceof InetSocketAddress from)) {
            var _ = channel.close();
            return;
        }
        Address address = Address.of(from.getAddress());
        if (!connections.opened(address)) {
            telemetry.connectionRefused();
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            var _ = channel.close();
            return;
        }
        channel.closeFuture().addListener(_ -> connections.closed(address));
        boolean trusted = parts.callers.trustedProxies.hold(address);
        Peer peer = Peer.of(address, trusted, parts.certificates.isPresent());
        if (parts.certificates.isPresent()) {
            TlsHandshake.begin(
                    loop.exchanges(), channel, peer, parts.certificates.get().context());
        } else {
            channel.pipeline().addLast(new ClientConnection(loop.exchanges(), channel, peer));
        }
    }

    /**
     * Reports that it is about to stop, and after the notice period for load balancers accepts no more connections and closes
     * the open ones, each when its request is answered or after the drain timeout.
     */
    public void drain() {
        liveness.leave();
        if (listener.isOpen()) {
            pause(parts.timeouts.drainNotice());
        }
        listener.close();
        loops.drain();
        long end = System.nanoTime() + parts.timeouts.drain().toNanos();
        while (connections.open() > 0
                && System.nanoTime() < end
                && !Thread.currentThread().isInterrupted()) {
            pause(Duration.ofMillis(20));
        }
        loops.eachCounters(SharedCounters::stop);
        loops.stop();
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Open connections of clients. */
    public int connections() {
        return connections.open();
    }

    /** Callers that the rate limiter tracks. */
    public long rememberedCallers() {
        return parts.callers.limiter.callers();
    }

    /** Open WebSockets. */
    public int openSockets() {
        return sockets.open();
    }

    /** Idle connections to upstreams; waits for the counts of all event loops. */
    public int idleUpstreamConnections() {
        return (int) loops.sum(loop -> loop.pool().idle());
    }

    /** Bytes buffered for slow callers; waits for the counts of all event loops. */
    public long bufferedBytes() {
        return loops.sum(loop -> loop.loop().byteBudget().held());
    }
}
