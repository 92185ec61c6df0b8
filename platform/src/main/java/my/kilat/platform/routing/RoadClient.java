package my.kilat.platform.routing;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import my.kilat.platform.geo.Way;

/** Queries a server over HTTP, with limits for the size of an answer and for the time until its last byte. */
final class RoadClient {
    /** Without geometry and instructions an answer has one or two kilobytes. */
    private static final long LARGEST_ANSWER = 64 << 10;

    private final RoadServer server;
    private final HttpClient http;
    private final Duration timeout;

    RoadClient(RoadServer server, HttpClient http, Duration timeout) {
        this.server = server;
        this.http = http;
        this.timeout = timeout;
    }

    Way.Source source() {
        return server.source();
    }

    /** The longest time that a query takes. */
    Duration timeout() {
        return timeout;
    }

    /**
     * Queries a way.
     *
     * @return empty without a route
     * @throws IOException if no usable answer arrives in time
     */
    Optional<Way> ask(Question question) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.question(question.from(), question.to()))
                .timeout(timeout)
                .header("Accept", "application/json")
                .build();
        CompletableFuture<HttpResponse<byte[]>> asked =
                http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER));
        try {
            // The timeout of the request ends with the headers; this one covers the body as well.
            HttpResponse<byte[]> response = asked.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return server.read(response.statusCode(), response.body());
        } catch (TimeoutException e) {
            throw new IOException("no whole answer within " + timeout.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw new IOException(
                    e.getCause() == null ? e.toString() : e.getCause().toString(), e);
        } finally {
            asked.cancel(true);
        }
    }
}
