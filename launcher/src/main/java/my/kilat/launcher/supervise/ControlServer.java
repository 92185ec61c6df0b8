package my.kilat.launcher.supervise;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import my.kilat.platform.json.Json;

/**
 * Takes orders for the supervisor of a development platform, from this machine alone and only with the secret that was made at
 * its start, which the process of the console is given. Connections, times and what is read are bounded.
 */
final class ControlServer implements AutoCloseable {
    /** Its address, for the console. */
    static final String URL = "SUPERVISOR_URL";

    /** Its secret, for the console. */
    static final String SECRET = "SUPERVISOR_SECRET";

    private static final int SECRET_BYTES = 32;
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int BACKLOG = 8;
    private static final Pattern PAUSE = Pattern.compile("seconds=([0-9]{1,4})");
    private static final Pattern ORDER = Pattern.compile("/units/([a-z-]{1,40})/(restart|pause|resume)");

    /**
     * Read by the JDK's server once, when its first class is used. Seconds. A request that is not complete in time gives its
     * connection back before the console, which waits three seconds, gives its own up.
     */
    private static final Map<String, String> BOUNDS = Map.of(
            "sun.net.httpserver.maxReqTime", "2",
            "sun.net.httpserver.maxRspTime", "5",
            "sun.net.httpserver.idleInterval", "5",
            "jdk.httpserver.maxConnections", "16");

    private final HttpServer server;
    private final String secret;

    /** A thread for each connection, so that one who is slow to ask keeps nobody waiting; connections are bounded. */
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("control-", 0).factory());

    private ControlServer(HttpServer server, String secret) {
        this.server = server;
        this.secret = secret;
    }

    private record Reply(int status, Object body) {}

    /** Takes a free port; nobody is answered before {@link #serve}. */
    static ControlServer open() {
        BOUNDS.forEach(System::setProperty);
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        try {
            return new ControlServer(
                    HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0), BACKLOG),
                    Base64.getUrlEncoder().withoutPadding().encodeToString(random));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on 127.0.0.1", e);
        }
    }

    /** The settings by which the console finds it. */
    Map<String, String> settings() {
        return Map.of(URL, "http://127.0.0.1:" + server.getAddress().getPort(), SECRET, secret);
    }

    /** Answers from now on. */
    void serve(Control control) {
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, control));
        // The server's own thread is a daemon if the thread that starts it is one; otherwise it would keep
        // the JVM alive after a failure that ends the main thread without close().
        Thread starter = Thread.ofPlatform().daemon().name("control-start").start(server::start);
        try {
            starter.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
    }

    /** Takes no more orders. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange, Control control) throws IOException {
        try (exchange) {
            Reply reply = reply(exchange, control);
            byte[] body = Json.bytes(reply.body);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.getResponseHeaders().set("Connection", "close");
            exchange.sendResponseHeaders(reply.status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Reply reply(HttpExchange exchange, Control control) {
        if (!isAuthorised(exchange)) {
            return error(401, "the secret of the supervisor is missing or wrong");
        }
        if (hasBody(exchange)) {
            return error(400, "no order has a body");
        }
        try {
            return carriedOut(exchange, control);
        } catch (RefusedException e) {
            return error(e.status(), e.words());
        } catch (RuntimeException e) {
            return error(500, "the supervisor failed: " + e);
        }
    }

    private static Reply carriedOut(HttpExchange exchange, Control control) {
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/units")) {
            return exchange.getRequestMethod().equals("GET")
                    ? new Reply(200, Map.of("units", control.shown()))
                    : error(405, "ask with GET");
        }
        Matcher order = ORDER.matcher(path);
        if (!order.matches()) {
            return error(404, "there is no such order");
        }
        if (!exchange.getRequestMethod().equals("POST")) {
            return error(405, "order with POST");
        }
        String name = order.group(1);
        Map<String, Object> done = new LinkedHashMap<>(Map.of("name", name));
        switch (order.group(2)) {
            case "restart" -> control.restart(name);
            case "pause" -> done.put("until", control.pause(name, seconds(exchange)));
            default -> control.resume(name);
        }
        return new Reply(202, done);
    }

    private static Duration seconds(HttpExchange exchange) {
        Matcher query = PAUSE.matcher(
                Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse(""));
        return query.matches() ? Duration.ofSeconds(Long.parseLong(query.group(1))) : Duration.ZERO;
    }

    /** In a time that does not tell how much of it is right. */
    private boolean isAuthorised(HttpExchange exchange) {
        String given = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse("");
        return MessageDigest.isEqual(bytes("Bearer " + secret), bytes(given));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean hasBody(HttpExchange exchange) {
        List<String> lengths = exchange.getRequestHeaders().getOrDefault("Content-Length", List.of("0"));
        return !lengths.equals(List.of("0")) || exchange.getRequestHeaders().containsKey("Transfer-Encoding");
    }

    private static Reply error(int status, String words) {
        return new Reply(status, Map.of("error", words));
    }
}
