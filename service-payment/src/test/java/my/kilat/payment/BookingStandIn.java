package my.kilat.payment;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import my.kilat.contract.http.Failure;
import my.kilat.platform.json.Json;

/** Answers {@code GET /api/v1/bookings/{id}} as the booking service does, for the bookings it is told of. */
final class BookingStandIn implements AutoCloseable {
    private final HttpServer server;
    private final Map<UUID, Answer> bookings = new ConcurrentHashMap<>();
    private final List<UUID> asked = new CopyOnWriteArrayList<>();

    private record Answer(UUID owner, int status, byte[] body) {}

    BookingStandIn() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/api/v1/bookings/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** It has the booking, in that state. */
    void knows(Ride ride, String status) {
        Map<String, Object> booking = new LinkedHashMap<>();
        booking.put("id", ride.bookingId());
        booking.put("booking_number", ride.number());
        booking.put("owner_id", ride.ownerId());
        booking.put("status", status);
        booking.put("estimated_price_cents", ride.price());
        booking.put("currency", "MYR");
        booking.put("version", 1);
        bookings.put(
                ride.bookingId(),
                new Answer(ride.ownerId(), 200, Json.bytes(Map.of("success", true, "data", booking))));
    }

    /** It answers like this about the booking. */
    void answers(Ride ride, int status, String body) {
        bookings.put(ride.bookingId(), new Answer(ride.ownerId(), status, body.getBytes()));
    }

    /** How often it was asked about the booking. */
    long timesAsked(Ride ride) {
        return asked.stream().filter(ride.bookingId()::equals).count();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        UUID id = UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
        asked.add(id);
        Answer answer = bookings.get(id);
        if (answer == null) {
            send(exchange, 404, Json.bytes(Failure.of("Booking not found")));
        } else if (!answer.owner.equals(caller(exchange))) {
            send(exchange, 403, Json.bytes(Failure.of("this booking is somebody else's")));
        } else {
            send(exchange, answer.status, answer.body);
        }
    }

    private static UUID caller(HttpExchange exchange) {
        String token = exchange.getRequestHeaders().getFirst("Authorization").substring("Bearer ".length());
        byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.")[1]);
        return UUID.fromString(Json.tree(claims).path("user_id").asText());
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
