package my.kilat.gateway.proxy;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import my.kilat.gateway.limit.RateLimiter;
import my.kilat.gateway.limit.store.SharedCounters;
import my.kilat.gateway.limit.store.StoreState;
import my.kilat.gateway.pages.HealthProbe;
import my.kilat.gateway.pages.Pages;
import my.kilat.gateway.route.BodyLimits;
import my.kilat.gateway.route.Route;
import my.kilat.gateway.route.Routes;
import my.kilat.gateway.tls.Certificates;
import my.kilat.gateway.upstream.Upstream;
import my.kilat.gateway.upstream.Upstreams;
import my.kilat.gateway.watch.AccessLog;
import my.kilat.gateway.watch.RequestMeters;
import my.kilat.gateway.wire.RequestHead;
import my.kilat.platform.failure.StartException;
import my.kilat.platform.net.Address;
import my.kilat.platform.net.Networks;
import my.kilat.platform.security.TokenVerifier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all connections share, and the event loops they live on. */
public final class ProxyServer {
    private static final Logger LOG = LoggerFactory.getLogger(ProxyServer.class);
    private static final int BACKLOG = 4096;

    /** With fewer bytes than this pending, a channel that was full has room again. */
    static final int FEW_PENDING = 32 * 1024;
    /** With more bytes than this pending, a channel is full. */
    static final int MOST_PENDING = 64 * 1024;

    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(FEW_PENDING, MOST_PENDING);

    private final Parts parts;
    private final Transport transport;
    private final EventLoopGroup group;
    private final IdentityHashMap<EventExecutor, LoopContext> loops = new IdentityHashMap<>();
    private final IdentityHashMap<Route, Upstream> upstreams = new IdentityHashMap<>();
    private final Bootstrap connector;
    private final Admission admission = new Admission(this);
    private final TokenVerification verification;
    private final HealthEndpoint health;
    private final LivenessEndpoint live;
    private final Telemetry telemetry;
    private final OpenSockets sockets;
    private final AtomicInteger connections = new AtomicInteger();
    private final ConcurrentMap<Long, Integer> connectionsByAddress = new ConcurrentHashMap<>();
    private final List<Channel> listening = new ArrayList<>(2);

    /**
     * What the server is put together from.
     *
     * @param accessLogPerMille how many of a thousand requests are logged though all went well
     * @param threads where work that blocks is done
     * @param traced whether traces that begin here are to be recorded
     * @param certificates for HTTPS; without them callers are served plain HTTP
     */
    public record Parts(
            Limits limits,
            Timeouts timeouts,
            Routes routes,
            BodyLimits bodies,
            Upstreams upstreams,
            TokenVerifier tokens,
            RateLimiter limiter,
            Optional<StoreState> store,
            Cors cors,
            Networks trustedProxies,
            Pages pages,
            MeterRegistry meters,
            AccessLog log,
            int accessLogPerMille,
            InstantSource clock,
            ExecutorService threads,
            boolean traced,
            Optional<Certificates> certificates) {}

    /** A server with so many event loops; it does not listen yet. */
    public ProxyServer(Parts parts, int eventLoops) {
        this.parts = parts;
        this.verification = new TokenVerification(parts.tokens, parts.threads);
        Supplier<Map<String, String>> alarms =
                () -> parts.store.map(StoreState::alarms).orElse(Map.of());
        this.health = new HealthEndpoint(new HealthProbe(parts.upstreams, parts.threads, alarms), parts.threads);
        this.live = new LivenessEndpoint(parts.timeouts);
        this.telemetry = new Telemetry(
                parts.meters, new RequestMeters(parts.meters, parts.routes), parts.log, parts.accessLogPerMille);
        this.sockets = new OpenSockets(parts.limits, parts.timeouts);
        this.transport = Transport.best();
        this.group = transport.loops(eventLoops);
        parts.routes.rows().forEach(route -> upstreams.put(route, parts.upstreams.get(route.upstream())));
        this.connector = new Bootstrap()
                .channel(transport.client())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .option(ChannelOption.ALLOCATOR, transport.allocator())
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK);
        for (EventExecutor executor : group) {
            loops.put(executor, new LoopContext(this, (EventLoop) executor, parts.limits.bufferInAll() / eventLoops));
        }
    }

    /** An event loop's way to the store of limits, if there is one. */
    @Nullable
    SharedCounters sharedCounters(EventLoop loop) {
        return parts.store
                .map(store -> new SharedCounters(loop, connector, parts.threads, store, parts.limiter))
                .orElse(null);
    }

    private void eachShared(Consumer<SharedCounters> what) {
        for (LoopContext loop : loops.values()) {
            SharedCounters shared = loop.shared;
            if (shared != null) {
                what.accept(shared);
            }
        }
    }

    /**
     * Listens.
     *
     * @param host an address of this machine; 0.0.0.0 for all, and localhost for 127.0.0.1 and, where there is one, ::1
     * @throws StartException if the port is taken, or the address is not one of this machine
     */
    public int listen(String host, int port) {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(group)
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
        // A browser or Node may take either for localhost.
        boolean local = host.equals("localhost");
        int bound = bind(bootstrap, local ? "127.0.0.1" : host, port);
        if (local && port != 0) {
            try {
                bind(bootstrap, "::1", port);
            } catch (StartException e) {
                LOG.debug("without IPv6: {}", e.getMessage());
            }
        }
        eachShared(SharedCounters::start);
        return bound;
    }

    private int bind(ServerBootstrap bootstrap, String address, int port) {
        try {
            Channel bound = bootstrap.bind(address, port).sync().channel();
            listening.add(bound);
            return ((InetSocketAddress) bound.localAddress()).getPort();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("interrupted while opening port " + port);
        } catch (Exception e) {
            boolean taken = String.valueOf(e.getMessage()).contains("in use");
            throw new StartException(
                    taken
                            ? "port " + port + " is taken; stop what uses it or set GATEWAY_PORT to another"
                            : "cannot listen on " + address + ", port " + port + " (" + e.getMessage()
                                    + "); GATEWAY_HOST has to be an address of this machine, or 0.0.0.0",
                    e);
        }
    }

    private void accept(Channel channel) {
        LoopContext loop = loops.get(channel.eventLoop());
        if (loop == null || !(channel.remoteAddress() instanceof InetSocketAddress from)) {
            var _ = channel.close();
            return;
        }
        Address peer = Address.of(from.getAddress());
        if (!admitConnection(peer)) {
            telemetry.connectionRefused();
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            var _ = channel.close();
            return;
        }
        channel.closeFuture().addListener(_ -> connectionClosed(peer));
        if (parts.certificates.isPresent()) {
            TlsHandshake.begin(loop, channel, peer, parts.certificates.get().context());
        } else {
            channel.pipeline().addLast(new ClientConnection(loop, channel, peer, false));
        }
    }

    private boolean admitConnection(Address peer) {
        if (connections.incrementAndGet() > parts.limits.connections()) {
            connections.decrementAndGet();
            return false;
        }
        boolean counted = !parts.trustedProxies.hold(peer);
        int open = counted ? connectionsByAddress.merge(caller(peer), 1, Integer::sum) : 0;
        if (open > parts.limits.connectionsPerAddress()) {
            connectionClosed(peer);
            return false;
        }
        return true;
    }

    private void connectionClosed(Address peer) {
        connections.decrementAndGet();
        connectionsByAddress.computeIfPresent(caller(peer), (any, count) -> count == 1 ? null : count - 1);
    }

    private static Long caller(Address peer) {
        return peer.callerHigh() ^ peer.callerLow();
    }

    /**
     * Says that it is about to stop, and after the time for balancers to hear of it accepts no more connections and ends
     * those there are, each when its request is answered or after the time.
     */
    public void drain() {
        live.leave();
        if (!listening.isEmpty()) {
            pause(parts.timeouts.drainNotice());
        }
        listening.forEach(channel -> channel.close().awaitUninterruptibly());
        loops.values().forEach(loop -> loop.eventLoop.execute(loop::drain));
        long end = System.nanoTime() + parts.timeouts.drain().toNanos();
        while (connections.get() > 0
                && System.nanoTime() < end
                && !Thread.currentThread().isInterrupted()) {
            pause(Duration.ofMillis(20));
        }
        eachShared(SharedCounters::stop);
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
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
        return connections.get();
    }

    /** Callers that the rate limiter remembers. */
    public long rememberedCallers() {
        return parts.limiter.callers();
    }

    /** Open WebSockets. */
    public int openSockets() {
        return sockets.open();
    }

    /** Idle connections to upstreams, as the event loops count them; waits for their answer. */
    public int idleUpstreamConnections() {
        return (int) sum(LoopContext::idleUpstreamConnections);
    }

    /** Bytes held for slow callers, as the event loops count them; waits for their answer. */
    public long bufferedBytes() {
        return sum(loop -> loop.byteBudget.held());
    }

    private long sum(ToLongFunction<LoopContext> figure) {
        long sum = 0;
        for (LoopContext loop : loops.values()) {
            sum += loop.eventLoop
                    .submit(() -> figure.applyAsLong(loop))
                    .awaitUninterruptibly()
                    .getNow();
        }
        return sum;
    }

    Limits limits() {
        return parts.limits;
    }

    Timeouts timeouts() {
        return parts.timeouts;
    }

    Routes routes() {
        return parts.routes;
    }

    /** How many bytes the body of a request may have: as the route says, or the contract, and never more than is set for all. */
    long mostBody(Route route, RequestHead head) {
        long most = route.mostBody() > 0
                ? route.mostBody()
                : parts.bodies.of(head.method(), head.bytes(), head.pathStart(), head.pathEnd());
        return Math.min(most, parts.limits.body());
    }

    Upstream upstream(Route route) {
        return Objects.requireNonNull(upstreams.get(route));
    }

    TokenVerifier tokens() {
        return parts.tokens;
    }

    TokenVerification verification() {
        return verification;
    }

    RateLimiter limiter() {
        return parts.limiter;
    }

    Cors cors() {
        return parts.cors;
    }

    Networks trustedProxies() {
        return parts.trustedProxies;
    }

    Pages pages() {
        return parts.pages;
    }

    HealthEndpoint health() {
        return health;
    }

    LivenessEndpoint live() {
        return live;
    }

    Telemetry telemetry() {
        return telemetry;
    }

    InstantSource clock() {
        return parts.clock;
    }

    boolean traced() {
        return parts.traced;
    }

    Admission admission() {
        return admission;
    }

    OpenSockets sockets() {
        return sockets;
    }

    Bootstrap connector() {
        return connector;
    }
}
