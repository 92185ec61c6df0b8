package my.kilat.payment.escrow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.booking.ShownStatus;
import my.kilat.payment.domain.BookingFacts;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.json.Json;
import my.kilat.platform.telemetry.Tracing;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Asks the booking service about a booking whose event has not come yet, in the name of whoever wants to pay for it. */
public final class BookingLookup {
    private static final Logger LOG = LoggerFactory.getLogger(BookingLookup.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final HttpClient http;
    private final URI bookingService;

    public BookingLookup(HttpClient http, URI bookingService) {
        this.http = http;
        this.bookingService = bookingService;
    }

    /**
     * The booking.
     *
     * @param bearer the caller's own {@code Authorization}
     * @throws Failure as the booking service said, or {@link Failure.Unavailable} when it said nothing that can be used
     */
    BookingFacts find(UUID id, String bearer) {
        HttpResponse<byte[]> response = ask(id, bearer);
        return switch (response.statusCode()) {
            case 200 -> read(response.body());
            case 401 -> throw new Failure.Unauthenticated("invalid or expired token");
            case 403 -> throw new Failure.NotAllowed("only the owner of a booking can pay for it");
            case 404 -> throw new Failure.NotFound("Booking", id);
            default -> {
                LOG.warn("the booking service answered {} about booking {}", response.statusCode(), id);
                throw away();
            }
        };
    }

    private HttpResponse<byte[]> ask(UUID id, String bearer) {
        HttpRequest.Builder request = HttpRequest.newBuilder(bookingService.resolve("/api/v1/bookings/" + id))
                .timeout(TIMEOUT)
                .header("Authorization", bearer);
        Tracing.current().ifPresent(trace -> request.header("traceparent", trace));
        Optional.ofNullable(MDC.get("request_id")).ifPresent(name -> request.header("X-Request-ID", name));
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            LOG.warn("the booking service at {} does not answer: {}", bookingService, e.toString());
            throw away();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away();
        }
    }

    private static Failure away() {
        return new Failure.Unavailable("the booking cannot be looked up at the moment; try again in a moment");
    }

    private static BookingFacts read(byte[] body) {
        try {
            Found found = Json.read(body, Reply.class).data;
            BookingStatus status = found.status.status();
            return new BookingFacts(
                    found.id,
                    found.bookingNumber,
                    found.ownerId,
                    found.estimatedPriceCents,
                    found.currency,
                    status == BookingStatus.COMPLETED,
                    status == BookingStatus.CANCELLED);
        } catch (UncheckedIOException | NullPointerException e) {
            LOG.warn("the booking service sent a booking that cannot be read: {}", e.toString());
            throw away();
        }
    }

    private record Reply(Found data) {}

    /** The part of a booking that matters here. */
    private record Found(
            UUID id,
            String bookingNumber,
            UUID ownerId,
            @Nullable Long estimatedPriceCents,
            String currency,
            ShownStatus status) {}
}
