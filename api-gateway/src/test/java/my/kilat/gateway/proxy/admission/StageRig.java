package my.kilat.gateway.proxy.admission;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Stream;
import my.kilat.gateway.limit.RateLimiter;
import my.kilat.gateway.proxy.client.ClientConnection;
import my.kilat.gateway.proxy.exchange.Exchange;
import my.kilat.gateway.proxy.exchange.ExchangeContext;
import my.kilat.gateway.proxy.exchange.ParkedHeads;
import my.kilat.gateway.proxy.exchange.Peer;
import my.kilat.gateway.proxy.loop.Limits;
import my.kilat.gateway.proxy.loop.LoopContext;
import my.kilat.gateway.proxy.loop.Timeouts;
import my.kilat.gateway.proxy.policy.Cors;
import my.kilat.gateway.proxy.upstream.ConnectionPool;
import my.kilat.gateway.route.Routes;
import my.kilat.gateway.watch.AccessLog;
import my.kilat.gateway.watch.RequestMeters;
import my.kilat.gateway.watch.Telemetry;
import my.kilat.gateway.wire.RequestHead;
import my.kilat.platform.fixture.TestTokens;
import my.kilat.platform.net.Address;
import my.kilat.platform.security.TokenSettings;
import my.kilat.platform.security.TokenVerifier;
import my.kilat.platform.settings.Environment;
import org.jspecify.annotations.Nullable;

/** Some stages behind a client's connection, without a network. A request that passes them all is answered 404. */
final class StageRig implements AutoCloseable {
    static final String ORIGIN = "http://localhost:3000";
    static final Cors CORS = new Cors(List.of(ORIGIN));

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final AccessLog log = new AccessLog();
    private final LoopContext loop;
    private final ExchangeContext context;
    private @Nullable Exchange passed;
    private String head = "";

    /** These stages, behind a peer that is trusted or not. */
    private StageRig(boolean trusted, Function<StageRig, List<Stage>> stages) {
        Environment none = Environment.of(Map.of());
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        RequestMeters meters = new RequestMeters(registry, new Routes(List.of()));
        this.loop = new LoopContext(
                channel.eventLoop(),
                Limits.from(none),
                Timeouts.from(none),
                new Telemetry(registry, meters, log, 0),
                InstantSource.system(),
                1 << 20);
        List<Stage> all = Stream.concat(stages.apply(this).stream(), Stream.of(this::pass))
                .toList();
        RefreshLimit refreshLimit = new RefreshLimit(new RateLimiter(0, 100, InstantSource.system()));
        this.context = new ExchangeContext(
                loop,
                new ConnectionPool(loop, new Bootstrap()),
                new AdmissionPipeline(all, refreshLimit),
                new ParkedHeads(),
                CORS,
                false);
        channel.pipeline().addLast(connection(channel, trusted));
    }

    static StageRig of(Stage... stages) {
        return new StageRig(false, _ -> List.of(stages));
    }

    static StageRig behindProxy(Stage... stages) {
        return new StageRig(true, _ -> List.of(stages));
    }

    /** Stages that need a verifier of tokens. */
    static StageRig with(Function<StageRig, List<Stage>> stages) {
        return new StageRig(false, stages);
    }

    private ClientConnection connection(EmbeddedChannel of, boolean trusted) {
        return new ClientConnection(context, of, Peer.of(address("192.0.2.1"), trusted, false));
    }

    static Address address(String text) {
        return Address.of(InetAddress.ofLiteral(text));
    }

    private Stage.Outcome pass(Exchange exchange, RequestHead read, ByteBuf rest) {
        passed = exchange;
        head = new String(read.bytes(), 0, read.length(), StandardCharsets.US_ASCII);
        exchange.refuse(404, "passed");
        return Stage.Outcome.DONE;
    }

    TokenVerifier verifier() {
        TokenSettings settings = TokenSettings.from(Environment.of(Map.of("JWT_SECRET", TestTokens.SECRET)));
        return new TokenVerifier(settings, http, InstantSource.system());
    }

    /** Where work that blocks is done: when {@link #runThreads} is called. */
    Executor threads() {
        return threads::add;
    }

    LoopContext loop() {
        return loop;
    }

    /** Sends a request with these header fields and without a body. */
    String send(String method, String path, String... fields) {
        return sendRaw(method + " " + path + " HTTP/1.1\r\nHost: kilat\r\n"
                + Stream.of(fields).map(field -> field + "\r\n").reduce("", String::concat) + "\r\n");
    }

    /** Sends bytes, and returns what has been answered. */
    String sendRaw(String bytes) {
        passed = null;
        channel.writeInbound(Unpooled.copiedBuffer(bytes, StandardCharsets.US_ASCII));
        return answered();
    }

    /** What has been answered since it was last asked for. */
    String answered() {
        channel.runPendingTasks();
        StringBuilder all = new StringBuilder();
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            all.append(part.toString(StandardCharsets.US_ASCII));
            part.release();
        }
        return all.toString();
    }

    /** Does what was left to other threads. */
    void runThreads() {
        for (Runnable task = threads.poll(); task != null; task = threads.poll()) {
            task.run();
        }
    }

    boolean hasPassed() {
        return passed != null;
    }

    /** The request that has passed all stages. */
    Exchange passed() {
        return Objects.requireNonNull(passed, "the request has not passed");
    }

    /** Its head, as the last stage saw it. */
    String head() {
        return head;
    }

    @Override
    public void close() {
        channel.finishAndReleaseAll();
        log.close();
        http.close();
    }
}
