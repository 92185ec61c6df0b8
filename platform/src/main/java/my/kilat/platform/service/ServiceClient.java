package my.kilat.platform.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.json.Json;
import my.kilat.platform.security.ServiceTokens;
import my.kilat.platform.telemetry.Tracing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Calls another service over HTTP, with the trace and request id of the current work, and with limits of time and bytes.
 */
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
     * @param address its base URL, without a path
     */
    public ServiceClient(HttpClient http, String target, URI address, ServiceTokens tokens) {
        this.http = http;
        this.target = target;
        this.address = address;
        this.tokens = tokens;
    }

    /** A response. */
    public record Answer(int status, byte[] body) {
        /** The body as JSON; what is none reads as nothing. */
        public JsonNode json() {
            try {
                JsonNode read = Json.read(body, JsonNode.class);
                return read == null ? MissingNode.getInstance() : read;
            } catch (UncheckedIOException e) {
                return MissingNode.getInstance();
            }
        }
    }

    /**
     * Calls an operation of {@code internal.yaml} in this service's own name.
     *
     * @param answer the type of the body of a 200
     * @throws Failure.Unavailable if the service does not answer in time, or with another status or body
     */
    public <T> T call(String path, Object question, Class<T> answer, Duration timeout) {
        Answer got = ask(path, question, timeout);
        if (got.status() != 200) {
            throw unusable(path, "status " + got.status());
        }
        return read(path, got, answer);
    }

    /**
     * Sends a question to an operation of {@code internal.yaml} in this service's own name, and returns the response, whatever its
     * status.
     *
     * @throws Failure.Unavailable if the service does not answer in time
     */
    public Answer ask(String path, Object question, Duration timeout) {
        return post(path, own(), question, timeout);
    }

    /**
     * Sends a GET on behalf of a caller.
     *
     * @param bearer the caller's {@code Authorization}
     * @throws Failure.Unavailable if the service does not answer in time
     */
    public Answer get(String path, String bearer, Duration timeout) {
        return send(request(path).header("Authorization", bearer), path, timeout);
    }

    /**
     * Sends a request as a client of the service's public operations does, and returns the response, whatever its status.
     *
     * @param headers such as the {@code Authorization} of the caller
     * @throws Failure.Unavailable if the service does not answer in time
     */
    public Answer post(String path, Map<String, String> headers, Object body, Duration timeout) {
        return send(posting(path, headers, body), path, timeout);
    }

    /**
     * As {@link #post}, for a request that changes something: tells a request that has not been sent, which did nothing, from one
     * whose response did not come, which may have been carried out.
     *
     * @throws Failure.Unavailable if the request was not sent
     * @throws UnknownOutcomeException if it was sent, or may have been, and no whole response came in time
     */
    public Answer change(String path, Map<String, String> headers, Object body, Duration timeout)
            throws UnknownOutcomeException {
        try {
            return exchange(posting(path, headers, body), timeout);
        } catch (ConnectException | HttpConnectTimeoutException | SSLHandshakeException e) {
            throw silent(path, e);
        } catch (IOException e) {
            silent(path, e);
            throw new UnknownOutcomeException("the " + target + " service did not tell in time what came of it");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnknownOutcomeException("waiting for the " + target + " service was interrupted");
        }
    }

    /**
     * As {@link #change(String, Map, Object, Duration)}, for an operation of {@code internal.yaml}, in this service's own name.
     *
     * @throws Failure.Unavailable if the request was not sent
     * @throws UnknownOutcomeException if it was sent, or may have been, and no whole response came in time
     */
    public Answer change(String path, Object body, Duration timeout) throws UnknownOutcomeException {
        return change(path, own(), body, timeout);
    }

    private Map<String, String> own() {
        return Map.of("Authorization", "Bearer " + tokens.tokenFor(target));
    }

    private HttpRequest.Builder posting(String path, Map<String, String> headers, Object body) {
        HttpRequest.Builder request = request(path).header("Content-Type", "application/json");
        headers.forEach(request::header);
        return request.POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)));
    }

    /** Reads a resource of the service that needs no token, such as its health. */
    public Answer get(String path, Duration timeout) {
        return send(request(path), path, timeout);
    }

    /**
     * Parses the body of a response.
     *
     * @throws Failure.Unavailable if it is not of this type
     */
    public <T> T read(String path, Answer answer, Class<T> type) {
        try {
            return Json.read(answer.body(), type);
        } catch (UncheckedIOException e) {
            throw unusable(path, "a body that cannot be read: " + e.getMessage());
        }
    }

    /** The failure for callers when the service gave no usable response; the reason is logged. */
    public Failure unusable(String path, String why) {
        LOG.warn("service-{} answered {} with {}", target, path, why);
        return away();
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path));
        Tracing.current().ifPresent(trace -> request.header("traceparent", trace));
        Optional.ofNullable(MDC.get("request_id")).ifPresent(name -> request.header("X-Request-ID", name));
        return request;
    }

    private Answer send(HttpRequest.Builder request, String path, Duration timeout) {
        try {
            return exchange(request, timeout);
        } catch (IOException e) {
            throw silent(path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away();
        }
    }

    private Answer exchange(HttpRequest.Builder request, Duration timeout) throws IOException, InterruptedException {
        return WholeAnswer.to(request, http, LARGEST_ANSWER, timeout);
    }

    private Failure silent(String path, IOException why) {
        LOG.warn("service-{} at {} does not answer {}: {}", target, address, path, why.toString());
        return away();
    }

    private Failure away() {
        return new Failure.Unavailable(
                "the " + target + " service cannot be asked at the moment; try again in a moment");
    }
}
