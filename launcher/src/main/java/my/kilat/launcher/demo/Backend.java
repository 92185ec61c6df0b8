package my.kilat.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import my.kilat.launcher.LauncherException;
import my.kilat.platform.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * The platform's API as a persistent client uses it: it waits when it is rate-limited, and retries, with the same idempotency
 * key, requests that failed because a part of the platform was unavailable.
 */
final class Backend {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(3))
            .build();
    private final URI base;
    private final Figures figures;

    Backend(URI base, Figures figures) {
        this.base = base;
        this.figures = figures;
    }

    /**
     * A request to the platform.
     *
     * @param dispensable whether the client does without an answer when that part of the platform is unavailable
     */
    record Request(
            String operation,
            String method,
            String path,
            @Nullable Object body,
            @Nullable String token,
            boolean dispensable) {
        static Request post(String operation, String path, @Nullable Object body, @Nullable String token) {
            return new Request(operation, "POST", path, body, token, false);
        }

        Request as(String other) {
            return new Request(operation, method, path, body, other, dispensable);
        }
    }

    /**
     * Sends the request until there is a response.
     *
     * @return the whole body; missing if there is none, or if a dispensable answer is not to be had
     * @throws Refused if the response is a refusal
     * @throws LauncherException if the platform stays unavailable
     */
    JsonNode ask(Request request) {
        String key = UUID.randomUUID().toString();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Duration pause = Duration.ofMillis(100);
        while (true) {
            String trouble;
            try {
                long began = System.nanoTime();
                HttpResponse<byte[]> response = send(request, key);
                int status = response.statusCode();
                if (status < 400) {
                    figures.took(request.operation(), System.nanoTime() - began);
                    return response.body().length == 0 ? MissingNode.getInstance() : Json.tree(response.body());
                }
                if (status == 429) {
                    figures.limited.increment();
                    rest(retryAfter(response));
                    continue;
                }
                if (status < 500 && !isStillInProgress(status, response)) {
                    throw new Refused(request.operation(), status, error(response));
                }
                trouble = status + " " + error(response);
            } catch (IOException e) {
                trouble = e.toString();
            }
            if (request.dispensable()) {
                return MissingNode.getInstance();
            }
            if (System.nanoTime() - deadline >= 0) {
                throw new LauncherException("The platform at " + base + " does not answer any more: " + trouble);
            }
            figures.retries.increment();
            rest(pause);
            pause = pause.multipliedBy(2).compareTo(Duration.ofSeconds(2)) > 0
                    ? Duration.ofSeconds(2)
                    : pause.multipliedBy(2);
        }
    }

    private static boolean isStillInProgress(int status, HttpResponse<byte[]> response) {
        return status == 409 && error(response).contains("Idempotency-Key");
    }

    private HttpResponse<byte[]> send(Request request, String key) throws IOException {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(base.resolve(request.path())).timeout(ANSWER_WITHIN);
        if (request.token() != null) {
            builder.header("Authorization", "Bearer " + request.token());
        }
        if (!request.method().equals("GET")) {
            builder.header("Idempotency-Key", key);
        }
        if (request.body() == null) {
            builder.method(request.method(), HttpRequest.BodyPublishers.noBody());
        } else {
            builder.header("Content-Type", "application/json")
                    .method(request.method(), HttpRequest.BodyPublishers.ofByteArray(Json.bytes(request.body())));
        }
        try {
            return http.send(builder.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherException("The demo was interrupted.");
        }
    }

    private static Duration retryAfter(HttpResponse<byte[]> response) {
        return Duration.ofSeconds(
                response.headers().firstValueAsLong("Retry-After").orElse(1));
    }

    private static String error(HttpResponse<byte[]> response) {
        try {
            return Json.tree(response.body()).path("error").asText("no reason given");
        } catch (java.io.UncheckedIOException e) {
            return "not an answer of the platform";
        }
    }

    /** Opens a socket; the future fails if the gateway refuses or is unavailable. */
    CompletableFuture<WebSocket> socket(String path, WebSocket.Listener listener) {
        URI address = URI.create(base.toString().replaceFirst("^http", "ws")).resolve(path);
        return http.newWebSocketBuilder().connectTimeout(Duration.ofSeconds(5)).buildAsync(address, listener);
    }

    /** Reads a page outside of the API, such as metrics; empty if it does not exist. */
    String page(URI address) {
        try {
            HttpResponse<String> response = http.send(
                    HttpRequest.newBuilder(address).timeout(ANSWER_WITHIN).build(),
                    HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? response.body() : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    static void rest(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherException("The demo was interrupted.");
        }
    }

    /** A JSON object of names and values. */
    static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = new java.util.LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }
}
