package my.kilat.platform.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.json.Json;
import my.kilat.platform.security.ServiceTokens;
import my.kilat.platform.telemetry.Tracing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Calls another service over HTTP: with the trace and the request id of the work at hand, and bounded in time and bytes. */
public final class ServiceClient {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceClient.class);
    private static final long LARGEST_ANSWER = 1 << 20;

    private final HttpClient http;
    private final String target;
    private final URI address;
    private final ServiceTokens tokens;

    /**
     * A client of one service.
     *
     * @param target its short name, such as {@code booking}
     * @param address where it is, without a path
     */
    public ServiceClient(HttpClient http, String target, URI address, ServiceTokens tokens) {
        this.http = http;
        this.target = target;
        this.address = address;
        this.tokens = tokens;
    }

    /** An answer. */
    public record Answer(int status, byte[] body) {}

    /**
     * Calls an operation of {@code internal.yaml} in this service's own name.
     *
     * @param answer what the body of a 200 is read into
     * @throws Failure.Unavailable if the service does not answer in time, or with anything but that
     */
    public <T> T call(String path, Object question, Class<T> answer, Duration timeout) {
        Answer got = send(
                request(path, timeout)
                        .header("Authorization", "Bearer " + tokens.tokenFor(target))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(question))),
                path);
        if (got.status() != 200) {
            throw unusable(path, "status " + got.status());
        }
        return read(path, got, answer);
    }

    /**
     * Reads something in the name of whoever asked for it.
     *
     * @param bearer their {@code Authorization}
     * @throws Failure.Unavailable if the service does not answer in time
     */
    public Answer get(String path, String bearer, Duration timeout) {
        return send(request(path, timeout).header("Authorization", bearer), path);
    }

    /**
     * Reads the body of an answer.
     *
     * @throws Failure.Unavailable if it is not what was expected
     */
    public <T> T read(String path, Answer answer, Class<T> type) {
        try {
            return Json.read(answer.body(), type);
        } catch (UncheckedIOException e) {
            throw unusable(path, "a body that cannot be read: " + e.getMessage());
        }
    }

    /** The failure for callers when the service gave no usable answer; the reason is in the log. */
    public Failure unusable(String path, String why) {
        LOG.warn("service-{} answered {} with {}", target, path, why);
        return away();
    }

    private HttpRequest.Builder request(String path, Duration timeout) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address.resolve(path)).timeout(timeout);
        Tracing.current().ifPresent(trace -> request.header("traceparent", trace));
        Optional.ofNullable(MDC.get("request_id")).ifPresent(name -> request.header("X-Request-ID", name));
        return request;
    }

    private Answer send(HttpRequest.Builder request, String path) {
        try {
            HttpResponse<byte[]> response = http.send(
                    request.build(),
                    HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), LARGEST_ANSWER));
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            LOG.warn("service-{} at {} does not answer {}: {}", target, address, path, e.toString());
            throw away();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away();
        }
    }

    private Failure away() {
        return new Failure.Unavailable(
                "the " + target + " service cannot be asked at the moment; try again in a moment");
    }
}
