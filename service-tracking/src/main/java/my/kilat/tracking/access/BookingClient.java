package my.kilat.tracking.access;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.platform.geo.Position;
import my.kilat.platform.json.Json;
import my.kilat.platform.telemetry.Tracing;
import my.kilat.platform.time.Times;
import my.kilat.tracking.domain.BookingSnapshot;
import my.kilat.tracking.domain.Journey;
import my.kilat.tracking.domain.Parties;
import my.kilat.tracking.domain.VersionStamp;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Queries the booking service for a booking on behalf of the caller. */
public final class BookingClient {
    private static final Logger LOG = LoggerFactory.getLogger(BookingClient.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    /** The largest booking is smaller. */
    private static final long LARGEST_ANSWER = 256 << 10;

    private final URI base;
    private final HttpClient http;

    /** The service at this address. */
    public BookingClient(URI base, HttpClient http) {
        this.base = base;
        this.http = http;
    }

    /** The response of the booking service. */
    sealed interface Answer {
        /**
         * The booking exists, and the caller may read it.
         *
         * @param snapshot its state; null if that could not be read
         */
        record Found(Parties parties, @Nullable BookingSnapshot snapshot) implements Answer {}

        /** The booking exists, and the caller may not read it. */
        record Forbidden() implements Answer {}

        /** The booking does not exist. */
        record NotFound() implements Answer {}

        /** No response, or none that can be used. */
        record Unavailable() implements Answer {}
    }

    /**
     * Looks at a booking.
     *
     * @param authorization the caller's header of that name
     */
    Answer fetch(UUID booking, String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve("/api/v1/bookings/" + booking))
                .timeout(TIMEOUT)
                .header("Authorization", authorization);
        Tracing.current().ifPresent(traceparent -> request.header("traceparent", traceparent));
        try {
            HttpResponse<byte[]> response = http.send(
                    request.build(),
                    HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), LARGEST_ANSWER));
            return switch (response.statusCode()) {
                case 200 -> found(booking, Json.tree(response.body()).path("data"));
                case 403 -> new Answer.Forbidden();
                case 404 -> new Answer.NotFound();
                default -> none(booking, "it answered " + response.statusCode());
            };
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            return none(booking, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return none(booking, "interrupted");
        }
    }

    private Answer none(UUID booking, String why) {
        LOG.warn("the booking service at {} could not be asked about {}: {}", base, booking, why);
        return new Answer.Unavailable();
    }

    private static Answer found(UUID id, JsonNode booking) {
        UUID owner = id(booking.path("owner_id"));
        if (owner == null) {
            throw new IllegalArgumentException("a booking without an owner");
        }
        Parties parties = new Parties(owner, id(booking.path("runner_id")));
        return new Answer.Found(parties, standing(id, owner, parties.runner(), booking));
    }

    private static @Nullable BookingSnapshot standing(UUID id, UUID owner, @Nullable UUID runner, JsonNode booking) {
        JsonNode version = booking.path("version");
        try {
            return new BookingSnapshot(
                    id,
                    booking.path("booking_number").asText(),
                    owner,
                    runner,
                    BookingStatus.of(booking.path("status").asText()),
                    new VersionStamp(version.isInt() ? version.intValue() : null, since(booking)),
                    journey(id, booking));
        } catch (IllegalArgumentException e) {
            LOG.warn("the state of booking {} cannot be read: {}", id, e.getMessage());
            return null;
        }
    }

    private static @Nullable Journey journey(UUID id, JsonNode booking) {
        Position pickup = position(booking.path("pickup_address"));
        Position dropoff = position(booking.path("dropoff_address"));
        JsonNode planned = booking.path("scheduled_at");
        return pickup == null || dropoff == null
                ? null
                : Journey.told(
                        id,
                        pickup,
                        dropoff,
                        planned.isTextual() ? Times.parse(planned.asText()) : null,
                        booking.path("crate_requirement")
                                .path("needs_temp_control")
                                .asBoolean(),
                        booking.path("version").asInt());
    }

    private static @Nullable Position position(JsonNode address) {
        double latitude = address.path("latitude").asDouble(Double.NaN);
        double longitude = address.path("longitude").asDouble(Double.NaN);
        return Position.valid(latitude, longitude) ? new Position(latitude, longitude) : null;
    }

    /** When it reached its state. */
    private static Instant since(JsonNode booking) {
        for (String step : List.of("cancelled_at", "delivered_at", "picked_up_at", "updated_at", "created_at")) {
            if (booking.path(step).isTextual()) {
                return Times.parse(booking.path(step).asText());
            }
        }
        throw new IllegalArgumentException("a booking without times");
    }

    private static @Nullable UUID id(JsonNode node) {
        return node.isTextual() ? UUID.fromString(node.asText()) : null;
    }
}
