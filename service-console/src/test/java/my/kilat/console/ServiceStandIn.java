package my.kilat.console;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A service that answers as it is told to, by path; what it was not told about it does not know. */
public final class ServiceStandIn implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Manner> manners = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile String authorization = "";

    private record Manner(int status, String body, boolean whole) {}

    public ServiceStandIn() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Where it is. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Refuses whoever does not send this {@code Authorization}. */
    public ServiceStandIn requiring(String header) {
        authorization = header;
        return this;
    }

    /** Answers so from now on. */
    public ServiceStandIn answering(String path, int status, String body) {
        manners.put(path, new Manner(status, body, true));
        return this;
    }

    /** Takes the request, and closes the connection without an answer. */
    public ServiceStandIn hangingUp(String path) {
        manners.put(path, new Manner(0, "", false));
        return this;
    }

    /** Begins an answer and does not end it. */
    public ServiceStandIn trickling(String path) {
        manners.put(path, new Manner(200, "{", false));
        return this;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            Manner manner = isRefused(exchange)
                    ? new Manner(401, "{}", true)
                    : manners.getOrDefault(
                            exchange.getRequestURI().getPath(),
                            new Manner(404, "{\"error\":\"route not found\"}", true));
            if (manner.status == 0) {
                return;
            }
            byte[] body = manner.body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(manner.status, manner.whole ? body.length : body.length + 1);
            exchange.getResponseBody().write(body);
            exchange.getResponseBody().flush();
            if (!manner.whole) {
                closing.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isRefused(HttpExchange exchange) {
        return !authorization.isEmpty()
                && !authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
