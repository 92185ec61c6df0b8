package my.kilat.dispatch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import my.kilat.contract.internal.AcceptanceResult;
import my.kilat.contract.internal.OfferAcceptance;
import my.kilat.contract.internal.RunnerProfile;
import my.kilat.contract.internal.RunnerProfiles;
import my.kilat.contract.internal.RunnersQuestion;
import my.kilat.platform.json.Json;

/** Answers what dispatch asks the booking and the runner service. */
final class Neighbours implements AutoCloseable {
    private final HttpServer server;
    private final Map<UUID, RunnerProfile> profiles = new ConcurrentHashMap<>();
    private final Map<UUID, UUID> takenBy = new ConcurrentHashMap<>();
    private volatile BiFunction<UUID, UUID, Optional<AcceptanceResult>> onAcceptance = this::firstComeFirstServed;

    Neighbours() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/internal/v1/bookings/acceptances", exchange -> {
            OfferAcceptance request = read(exchange, OfferAcceptance.class);
            Optional<AcceptanceResult> result = onAcceptance.apply(request.bookingId(), request.runnerId());
            if (result.isPresent()) {
                send(exchange, result.get());
            } else {
                exchange.close(); // the answer is lost
            }
        });
        server.createContext("/internal/v1/runners/profiles", exchange -> {
            List<RunnerProfile> items = new ArrayList<>();
            for (UUID id : read(exchange, RunnersQuestion.class).userIds()) {
                Optional.ofNullable(profiles.get(id)).ifPresent(items::add);
            }
            send(exchange, new RunnerProfiles(items));
        });
        server.start();
    }

    /** As the booking service decides; the version of an accepted booking is 2. */
    Optional<AcceptanceResult> firstComeFirstServed(UUID booking, UUID runner) {
        UUID taker = takenBy.computeIfAbsent(booking, _ -> runner);
        return Optional.of(
                taker.equals(runner)
                        ? AcceptanceResult.accepted(booking, 2)
                        : AcceptanceResult.refused(booking, "another runner has taken this booking"));
    }

    /** Who has which booking. */
    Map<UUID, UUID> taken() {
        return Map.copyOf(takenBy);
    }

    /** What comes of acceptances from now on; nothing when the answer is lost. */
    void onAcceptance(BiFunction<UUID, UUID, Optional<AcceptanceResult>> action) {
        onAcceptance = action;
    }

    void has(RunnerProfile profile) {
        profiles.put(profile.userId(), profile);
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static <T> T read(HttpExchange exchange, Class<T> type) throws IOException {
        return Json.read(exchange.getRequestBody().readAllBytes(), type);
    }

    private static void send(HttpExchange exchange, Object data) throws IOException {
        try (exchange) {
            byte[] bytes = Json.bytes(Map.of("success", true, "data", data));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
