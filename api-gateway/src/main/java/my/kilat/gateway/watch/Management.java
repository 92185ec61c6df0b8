package my.kilat.gateway.watch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import my.kilat.platform.failure.StartException;

/**
 * The management port, separate from the clients': {@code /metrics} in Prometheus text, the route table as text on {@code
 * /routes}, {@code /readiness} and {@code /health} of the gateway alone.
 */
public final class Management implements AutoCloseable {
    private final HttpServer server;
    private volatile boolean ready;

    /**
     * Opens the port.
     *
     * @param routes the route table as text
     *
     * @throws StartException if it is taken
     */
    public Management(
            String address, int port, PrometheusMeterRegistry registry, String routes, ExecutorService threads) {
        try {
            server = HttpServer.create(new InetSocketAddress(address, port), 64);
        } catch (IOException e) {
            throw new StartException(
                    "port " + port + " is taken; stop what uses it or set MANAGEMENT_PORT to another", e);
        }
        server.setExecutor(threads);
        server.createContext(
                "/metrics",
                exchange -> answer(exchange, 200, "text/plain; version=0.0.4; charset=utf-8", registry.scrape()));
        server.createContext("/routes", exchange -> answer(exchange, 200, "text/plain; charset=utf-8", routes));
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

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
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
