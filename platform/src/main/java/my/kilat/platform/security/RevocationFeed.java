package my.kilat.platform.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import my.kilat.contract.identity.EndedSessions;
import my.kilat.platform.json.Json;

/** Reads revocations from the instances of identity over HTTP: from the same one, until it fails. */
final class RevocationFeed implements Revocations.Source {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    /** In bytes; a thousand entries take less than a tenth of it. */
    private static final long LONGEST_ANSWER = 1 << 20;

    private final List<URI> instances;
    private final HttpClient http;
    private int turn;

    RevocationFeed(List<URI> instances, HttpClient http) {
        this.instances = instances;
        this.http = http;
    }

    @Override
    public EndedSessions after(long cursor) throws IOException, InterruptedException {
        URI instance = instances.get(turn % instances.size());
        try {
            HttpResponse<byte[]> response = http.send(
                    HttpRequest.newBuilder(URI.create(instance + "?after=" + cursor))
                            .timeout(TIMEOUT)
                            .build(),
                    BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_ANSWER));
            if (response.statusCode() != 200) {
                throw new IOException(instance + " answers " + response.statusCode());
            }
            return Json.read(response.body(), EndedSessions.class);
        } catch (IOException | UncheckedIOException e) {
            turn++;
            throw new IOException(instance + ": " + e.getMessage(), e);
        }
    }
}
