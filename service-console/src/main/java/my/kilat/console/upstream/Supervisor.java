package my.kilat.console.upstream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.json.Json;
import my.kilat.platform.service.ServiceClient;
import my.kilat.platform.service.UnknownOutcomeException;
import my.kilat.platform.service.WholeAnswer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The supervisor of {@code ./kilat up}, which started the processes of a development platform; elsewhere there is none. */
public final class Supervisor {
    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final long LARGEST_ANSWER = 1 << 16;
    private static final Pattern NAME = Pattern.compile("[a-z-]{1,40}");

    private final HttpClient http;
    private final Optional<Access> access;

    /**
     * @param access nothing where there is none
     */
    public Supervisor(HttpClient http, Optional<Access> access) {
        this.http = http;
        this.access = access;
    }

    /**
     * How it is reached.
     *
     * @param secret that it made at its start
     */
    public record Access(URI address, String secret) {
        /** Without what must not stand in a log. */
        @Override
        public String toString() {
            return "Access[" + address + "]";
        }
    }

    private record Units(List<SupervisedProcess> units) {}

    /** Whether there is one. */
    public boolean isThere() {
        return access.isPresent();
    }

    /**
     * All processes; none where there is no supervisor.
     *
     * @throws Failure.Unavailable if it does not answer in time, or with anything else
     */
    public List<SupervisedProcess> units() {
        if (access.isEmpty()) {
            return List.of();
        }
        try {
            ServiceClient.Answer answer =
                    exchange(request(access.get(), "/units").GET());
            if (answer.status() != 200) {
                throw unusable("status " + answer.status());
            }
            Units read = Json.read(answer.body(), Units.class);
            if (read == null || read.units == null) {
                throw unusable("no processes");
            }
            return read.units;
        } catch (UncheckedIOException e) {
            throw unusable("a body that cannot be read: " + e.getMessage());
        } catch (IOException e) {
            throw unusable(e.toString());
        }
    }

    /**
     * Gives it an order about a process.
     *
     * @param order such as {@code restart}
     * @param otherwise what to do where there is no supervisor
     * @throws Failure.Unavailable if it cannot be reached, so nothing was done
     * @throws Failure.NotFound if this is no name of a process
     * @throws Failure.Conflict if it refuses, or there is none
     * @throws UnknownOutcomeException if it may have got the order and did not say what came of it
     */
    public void order(String name, String order, String otherwise) throws UnknownOutcomeException {
        Access there = access.orElseThrow(() -> new Failure.Conflict(otherwise));
        if (!NAME.matcher(name).matches()) {
            throw new Failure.NotFound("process", name);
        }
        ServiceClient.Answer answer;
        try {
            answer = exchange(request(there, "/units/" + name + "/" + order).POST(HttpRequest.BodyPublishers.noBody()));
        } catch (ConnectException | HttpConnectTimeoutException e) {
            throw unusable(e.toString());
        } catch (IOException e) {
            LOG.warn("the supervisor did not answer {} of {}: {}", order, name, e.toString());
            throw new UnknownOutcomeException("the supervisor did not tell in time what came of it");
        }
        if (answer.status() >= 500) {
            throw new UnknownOutcomeException("the supervisor answered with status " + answer.status());
        }
        if (answer.status() != 202) {
            throw new Failure.Conflict(
                    "the supervisor refuses: " + answer.json().path("error").asText("status " + answer.status()));
        }
    }

    private static HttpRequest.Builder request(Access there, String path) {
        return HttpRequest.newBuilder(there.address.resolve(path))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Authorization", "Bearer " + there.secret);
    }

    private ServiceClient.Answer exchange(HttpRequest.Builder request) throws IOException {
        try {
            return WholeAnswer.to(request, http, LARGEST_ANSWER, TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static Failure unusable(String why) {
        LOG.warn("the supervisor cannot be asked: {}", why);
        return new Failure.Unavailable(
                "the supervisor of ./kilat up does not answer; ./kilat ps shows whether it is there, and ./kilat up starts it anew");
    }
}
