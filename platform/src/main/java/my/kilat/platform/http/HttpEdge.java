package my.kilat.platform.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.BindException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.failure.StartException;
import my.kilat.platform.host.Capacity;
import my.kilat.platform.host.Host;
import my.kilat.platform.openapi.Operation;
import my.kilat.platform.telemetry.Exposition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP side of a service. Bytes are moved on an event loop; each request then runs on a virtual thread of its own:
 * admission, the handler, the reply.
 */
public final class HttpEdge implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpEdge.class);
    private static final int LARGEST_HEADERS = 32 << 10;
    private static final int LARGEST_SOCKET_FRAME = 512;
    private static final Duration DRAIN = Duration.ofSeconds(8);

    private final String service;
    private final Host host;
    private final Admission admission;
    private final Idempotency idempotency;
    private final Health health;
    private final Router router;
    private final HttpServer server;
    private final Failures failures = new Failures();
    private final Dispatcher dispatcher;
    private volatile int port;
    private volatile boolean closing;

    /**
     * Creates the HTTP side of one service; it does not listen yet.
     *
     * @param mostInFlight concurrent requests, see {@code MAX_REQUESTS_IN_FLIGHT}
     * @throws StartException if an operation of the service has no handler
     */
    public HttpEdge(
            Host host, Routes routes, Health health, Admission admission, Idempotency idempotency, int mostInFlight) {
        this.service = routes.service();
        this.host = host;
        this.admission = admission;
        this.idempotency = idempotency;
        this.health = health;
        this.router = routes.complete();
        this.server = host.vertx()
                .createHttpServer(new HttpServerOptions()
                        .setMaxHeaderSize(LARGEST_HEADERS)
                        .setMaxInitialLineLength(LARGEST_HEADERS)
                        .setIdleTimeout(80)
                        .setTcpNoDelay(true)
                        // Responses are written on the event loop only, so a connection needs no queue for other
                        // threads (4 KB).
                        .setStrictThreadMode(true)
                        .setAcceptBacklog(1024)
                        .setMaxWebSocketFrameSize(LARGEST_SOCKET_FRAME)
                        .setMaxWebSocketMessageSize(LARGEST_SOCKET_FRAME)
                        // Frames are small; a compressor for each socket costs more memory than it saves bytes.
                        .setPerFrameWebSocketCompressionSupported(false)
                        .setPerMessageWebSocketCompressionSupported(false))
                .requestHandler(this::receive)
                .exceptionHandler(e -> LOG.debug("a connection to {} broke: {}", service, e.toString()));
        this.dispatcher = new Dispatcher(service, host, failures, mostInFlight);
    }

    /**
     * Starts to listen.
     *
     * @param address the local address to listen on, such as 127.0.0.1 or 0.0.0.0
     * @param wanted the port, or 0 for a free one
     */
    public void listen(String address, int wanted) {
        try {
            port = server.listen(wanted, address)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS)
                    .actualPort();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("interrupted while opening port " + wanted, e);
        } catch (ExecutionException | TimeoutException e) {
            throw new StartException(
                    isTaken(e.getCause())
                            ? "port " + wanted + " of service " + service
                                    + " is taken by another process; stop it, or set SERVICE_PORT"
                            : "service " + service + " cannot listen on port " + wanted + ": " + e.getCause(),
                    e);
        }
    }

    /** Netty's native transport throws an exception of its own for this. */
    private static boolean isTaken(@Nullable Throwable cause) {
        return cause instanceof BindException
                || (cause != null && String.valueOf(cause.getMessage()).contains("Address already in use"));
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    // ---- on the event loop

    private void receive(HttpServerRequest request) {
        if (request.response().writeQueueFull()) {
            // The client asks on without reading the responses, of which the server library would keep any number.
            request.connection().close();
            return;
        }
        Exchange exchange = new Exchange(request, host.vertx(), host.capacity(), failures, closing);
        String path = request.path();
        if (path == null || !path.startsWith("/")) {
            exchange.send(Reply.failure(400, "the path is not valid", ""));
            return;
        }
        switch (path) {
            case "/health", "/readiness", "/metrics" -> operate(exchange, path);
            default -> route(exchange, path);
        }
    }

    /** The routes for operators, which every service has. */
    private void operate(Exchange exchange, String path) {
        HttpMethod method = exchange.request().method();
        if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            exchange.send(wrongMethod(exchange, "GET"));
            return;
        }
        switch (path) {
            case "/health" -> exchange.send(health.health());
            case "/readiness" -> decide(exchange, "readiness", health::readiness);
            default ->
                decide(
                        exchange,
                        "metrics",
                        () -> Reply.raw(
                                200,
                                Exposition.TYPE,
                                host.exposition().text(query(exchange.request()).getAll(Exposition.NAME))));
        }
    }

    private static Reply wrongMethod(Exchange exchange, String allowed) {
        return Reply.failure(405, "method " + exchange.request().method() + " is not allowed here", "")
                .with("Allow", allowed);
    }

    private void route(Exchange exchange, String path) {
        switch (router.find(exchange.request().method().name(), path)) {
            case Router.Found.Match match -> {
                Operation operation = match.endpoint().operation();
                if (match.endpoint() instanceof Endpoint.Socket socket) {
                    beginSocket(exchange, match, socket);
                } else if (match.endpoint() instanceof Endpoint.Stream stream) {
                    exchange.receiveBody(
                            operation.mostBody(),
                            _ -> decide(exchange, operation.id(), () -> openStream(exchange, match, stream)));
                } else {
                    exchange.receiveBody(
                            operation.mostBody(),
                            body -> decide(exchange, operation.id(), () -> answer(exchange, match, body)));
                }
            }
            case Router.Found.WrongMethod(var allowed) ->
                exchange.send(wrongMethod(exchange, String.join(", ", allowed)));
            case Router.Found.Nothing() -> exchange.send(Reply.failure(404, "there is nothing at this path", ""));
        }
    }

    private void beginSocket(Exchange exchange, Router.Found.Match match, Endpoint.Socket socket) {
        if (Handshake.hasBody(exchange.request())) {
            exchange.send(Reply.failure(400, "a request for a WebSocket has no body", "")
                    .with("Connection", "close"));
            return;
        }
        exchange.request().pause();
        decide(exchange, socket.operation().id(), () -> openSocket(exchange, match, socket));
    }

    private void decide(Exchange exchange, String operation, Dispatcher.Decision decision) {
        HttpServerRequest request = exchange.request();
        try {
            dispatcher.dispatch(
                    new Dispatcher.Request(
                            operation, request.getHeader("X-Request-ID"), request.getHeader("traceparent")),
                    decision,
                    exchange::reply);
        } catch (RejectedExecutionException e) {
            exchange.send(Reply.failure(503, "the service is stopping", "").with("Connection", "close"));
        }
    }

    // ---- on a virtual thread

    private Reply answer(Exchange exchange, Router.Found.Match match, byte[] body) throws Exception {
        Call call = admission.admit(match.endpoint(), incoming(exchange.request(), match), body);
        if (!call.operation().largeReply()) {
            return idempotency.answer(match.endpoint(), call);
        }
        Capacity.LargeReply large = host.capacity().largeReplyFor(call.caller().userId());
        exchange.whenOver(large::close);
        return large.make(() -> idempotency.answer(match.endpoint(), call));
    }

    private @Nullable Reply openSocket(Exchange exchange, Router.Found.Match match, Endpoint.Socket socket)
            throws Exception {
        HttpServerRequest request = exchange.request();
        Call call = admission.admit(socket, incoming(request, match), new byte[0]);
        Optional<Reply> refusal = Handshake.refusal(request);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        SocketHandler.Accepted accepted = socket.handler().accept(call);
        exchange.loop().runOnContext(_ -> Handshake.make(request, accepted));
        return null;
    }

    private @Nullable Reply openStream(Exchange exchange, Router.Found.Match match, Endpoint.Stream stream)
            throws Exception {
        Call call = admission.admit(stream, incoming(exchange.request(), match), new byte[0]);
        if (exchange.request().method().equals(HttpMethod.HEAD)) {
            return Reply.raw(200, "text/event-stream", new byte[0]);
        }
        EventStreamHandler.Accepted accepted = stream.handler().accept(call);
        exchange.openStream(accepted);
        return null;
    }

    private static Incoming incoming(HttpServerRequest request, Router.Found.Match match) {
        return new Incoming(match.path(), query(request), request.headers(), peer(request));
    }

    private static String peer(HttpServerRequest request) {
        SocketAddress peer = request.remoteAddress();
        return peer == null || peer.hostAddress() == null ? "" : peer.hostAddress();
    }

    /** The query. An unparsable one is reported without its text, which may contain a token. */
    private static MultiMap query(HttpServerRequest request) {
        try {
            return request.params();
        } catch (IllegalArgumentException e) {
            throw new Failure.Invalid("the query is not valid", "a % has to be followed by two hexadecimal digits");
        }
    }

    /** Accepts no new connections and waits, for at most eight seconds, until every request has its response. */
    @Override
    public void close() {
        closing = true;
        health.stopping();
        long deadline = System.nanoTime() + DRAIN.toNanos();
        try {
            while (dispatcher.inFlight() > 0 && System.nanoTime() < deadline) {
                Thread.sleep(Duration.ofMillis(10));
            }
            server.shutdown(1, TimeUnit.SECONDS)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(3, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("the server of {} did not close in time: {}", service, e.toString());
        }
    }
}
