package my.kilat.platform.routing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that knows roads, as far as a client can tell: it answers over HTTP what the test tells it to. */
final class RoadServerStandIn implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> questions = new CopyOnWriteArrayList<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile Behaviour behaviour = exchange -> answer(exchange, 500, "");

    /** What is done with a question. */
    @FunctionalInterface
    interface Behaviour {
        void on(HttpExchange exchange) throws IOException, InterruptedException;
    }

    RoadServerStandIn() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 64);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            questions.add(exchange.getRequestURI().toString());
            try {
                behaviour.on(exchange);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                exchange.close();
            }
        });
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Every question so far: path and query. */
    List<String> questions() {
        return List.copyOf(questions);
    }

    void answers(int status, String body) {
        behaviour = exchange -> answer(exchange, status, body);
    }

    /** Takes the question and never answers. */
    void staysSilent() {
        behaviour = exchange -> stopped.await();
    }

    /** Answers with a status and the beginning of a body, and nothing more. */
    void stopsInTheMiddle() {
        behaviour = exchange -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write("{\"code\":".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            stopped.await();
        };
    }

    /** Closes the connection without an answer. */
    void hangsUp() {
        behaviour = HttpExchange::close;
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        stopped.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
