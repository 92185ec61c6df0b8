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
import my.kilat.platform.geo.Position;
import my.kilat.platform.geo.Way;

/** Asks a server over HTTP; an answer is bounded in bytes and, from the question to its last byte, in time. */
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

    /**
     * Asks for a way.
     *
     * @return empty when no road leads there
     * @throws IOException if there is no answer in time, or none that can be used
     */
    Optional<Way> ask(Position from, Position to) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.question(from, to))
                .timeout(timeout)
                .header("Accept", "application/json")
                .build();
        CompletableFuture<HttpResponse<byte[]>> asked =
                http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER));
        try {
            // The request's own time limit ends with the headers; this one covers the body as well.
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
