package my.kilat.platform.service;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends a request and waits for the whole response; the timeout of a request itself ends when the headers have come. */
public final class WholeAnswer {
    private WholeAnswer() {}

    /**
     * The response, whatever its status.
     *
     * @param largest how many bytes its body has at most
     * @param timeout until all of it has come
     * @throws IOException if it does not come in time, or is too large
     */
    public static ServiceClient.Answer to(HttpRequest.Builder request, HttpClient http, long largest, Duration timeout)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> coming = http.sendAsync(
                request.timeout(timeout).build(),
                HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), largest));
        try {
            HttpResponse<byte[]> response = coming.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return new ServiceClient.Answer(response.statusCode(), response.body());
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no whole response within " + timeout.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } finally {
            coming.cancel(true);
        }
    }
}
