package my.kilat.booking;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import my.kilat.contract.internal.RunnerProfile;
import my.kilat.contract.internal.RunnerProfiles;
import my.kilat.contract.internal.RunnersQuestion;
import my.kilat.contract.runner.SessionStatus;
import my.kilat.platform.json.Json;

/** Answers what the booking service asks the runner service. */
final class RunnerStandIn implements AutoCloseable {
    private final HttpServer server;
    private final Set<UUID> runners = ConcurrentHashMap.newKeySet();

    RunnerStandIn() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/internal/v1/runners/profiles", exchange -> {
            try (exchange) {
                List<RunnerProfile> items =
                        Json.read(exchange.getRequestBody().readAllBytes(), RunnersQuestion.class).userIds().stream()
                                .filter(runners::contains)
                                .map(id -> new RunnerProfile(id, SessionStatus.ACTIVE, 0, List.of(), false))
                                .toList();
                byte[] bytes = Json.bytes(Map.of("success", true, "data", new RunnerProfiles(items)));
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
    }

    /** They have a profile. */
    void has(UUID runner) {
        runners.add(runner);
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
