package my.kilat.gateway.watch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import my.kilat.platform.failure.StartException;
import my.kilat.platform.telemetry.Exposition;

/**
 * The management port, separate from the clients': {@code /metrics} in Prometheus text, the route table as text on {@code
 * /routes}, {@code /readiness} and {@code /health} of the gateway alone.
 */
public final class Management implements AutoCloseable {
    private static final String PLAIN = "text/plain; charset=utf-8";

    private final HttpServer server;
    private volatile boolean ready;

    /**
     * Opens the port.
     *
     * @param routes the route table as text
     *
     * @throws StartException if it is taken
     */
    public Management(String address, int port, Exposition exposition, String routes, ExecutorService threads) {
        try {
            server = HttpServer.create(new InetSocketAddress(address, port), 64);
        } catch (IOException e) {
            throw new StartException(
                    "port " + port + " is taken; stop what uses it or set MANAGEMENT_PORT to another", e);
        }
        server.setExecutor(threads);
        server.createContext("/metrics", exchange -> metrics(exchange, exposition));
        server.createContext("/routes", exchange -> answer(exchange, 200, PLAIN, routes));
        server.createContext(
                "/readiness",
                exchange -> answer(
                        exchange,
                        ready ? 200 : 503,
                        "application/json",
                        "{\"status\":\"" + (ready ? "ready" : "not_ready")
                                + "\",\"service\":\"gateway\",\"checks\":{}}"));
        server.createContext(
                "/health",
                exchange ->
                        answer(exchange, 200, "application/json", "{\"status\":\"healthy\",\"service\":\"gateway\"}"));
        server.start();
    }

    /** The port it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Sets whether the gateway is ready; a load balancer queries {@code /readiness}. */
    public void ready(boolean now) {
        ready = now;
    }

    private static void metrics(HttpExchange exchange, Exposition exposition) throws IOException {
        List<String> names = Exposition.names(exchange.getRequestURI());
        answer(exchange, 200, Exposition.TYPE, exposition.text(names));
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        answer(exchange, status, type, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void answer(HttpExchange exchange, int status, String type, byte[] bytes) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
