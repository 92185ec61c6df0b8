package my.kilat.console.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import my.kilat.contract.catalogue.Component;
import my.kilat.contract.internal.NoQuestion;
import my.kilat.platform.background.FaultException;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.json.Json;
import my.kilat.platform.service.ServiceClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the other services, several at once. What is shown is described by {@code console.yaml}, and passed on as it comes; so one
 * service may be newer than this one.
 */
public final class Services {
    private static final Logger LOG = LoggerFactory.getLogger(Services.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final Map<Component, ServiceClient> clients;
    private final ExecutorService threads;

    /**
     * @param clients of all services but this one
     * @param threads on which is asked
     */
    public Services(Map<Component, ServiceClient> clients, ExecutorService threads) {
        this.clients = Map.copyOf(clients);
        this.threads = threads;
    }

    private record Envelope(@Nullable JsonNode data) {}

    /** All services but this one, in the order of the catalogue. */
    public List<Component> all() {
        return Component.services().stream().filter(clients::containsKey).toList();
    }

    /** The client of a service. */
    public ServiceClient client(Component service) {
        ServiceClient client = clients.get(service);
        if (client == null) {
            throw new IllegalArgumentException("the console does not ask " + service);
        }
        return client;
    }

    /**
     * What a service answers to an operation of {@code internal.yaml}.
     *
     * @throws Failure.Unavailable if the service does not answer in time, or with anything but a 200 with an object under
     *     {@code data}; it names the service
     */
    public JsonNode ask(Component service, String path, Object question) {
        return data(service, path, client(service).ask(path, question, TIMEOUT));
    }

    private JsonNode data(Component service, String path, ServiceClient.Answer given) {
        ServiceClient client = client(service);
        ServiceClient.Answer answer = require(service, path, given, Set.of(200));
        // The JSON text null is read as null.
        Envelope envelope = client.read(path, answer, Envelope.class);
        JsonNode data = envelope == null ? null : envelope.data;
        if (data == null || !data.isObject()) {
            throw client.unusable(path, "no object under data");
        }
        return data;
    }

    /** As {@link #ask(Component, String, Object)} for something that there may not be: then the service says so with a 404. */
    public Optional<JsonNode> find(Component service, String path, Object question) {
        ServiceClient.Answer answer = client(service).ask(path, question, TIMEOUT);
        if (answer.status() == 404 && isOfAnEntity(answer)) {
            return Optional.empty();
        }
        return Optional.of(data(service, path, answer));
    }

    /** A path that a service does not know is a 404 as well, without a detail about an id. */
    private static boolean isOfAnEntity(ServiceClient.Answer answer) {
        try {
            JsonNode body = Json.read(answer.body(), JsonNode.class);
            return body != null && body.path("detail").asText().contains("with id");
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** As {@link #ask(Component, String, Object)}, read as this type. */
    public <T> T ask(Component service, String path, Object question, Class<T> type) {
        try {
            return Json.convert(ask(service, path, question), type);
        } catch (UncheckedIOException | IllegalArgumentException e) {
            throw client(service).unusable(path, "data that cannot be read: " + e.getMessage());
        }
    }

    /** As {@link #ask(Component, String, Object)}, for an operation that asks for nothing in particular. */
    public JsonNode ask(Component service, String path) {
        return ask(service, path, new NoQuestion());
    }

    /**
     * What a service shows to everybody.
     *
     * @param statuses that are an answer, such as 503 of a service that says why it is not ready
     * @throws Failure.Unavailable if the service does not answer in time, or with another status
     */
    public ServiceClient.Answer get(Component service, String path, Set<Integer> statuses) {
        return require(service, path, client(service).get(path, TIMEOUT), statuses);
    }

    private static ServiceClient.Answer require(
            Component service, String path, ServiceClient.Answer answer, Set<Integer> statuses) {
        int status = answer.status();
        if (statuses.contains(status)) {
            return answer;
        }
        LOG.warn("service-{} answered {} with status {}", service.shortName(), path, status);
        String name = "the " + service.shortName() + " service ";
        throw new Failure.Unavailable(
                switch (status) {
                    case 401, 403 ->
                        name + "refuses the console (status " + status
                                + "): both need the same SERVICE_SECRET, and clocks that agree";
                    case 404, 405 ->
                        name + "does not know what the console asks (status " + status
                                + "): it is of another version, or UPSTREAM_"
                                + service.shortName().toUpperCase(Locale.ROOT) + " leads elsewhere";
                    default -> name + "answered with status " + status + "; its log says why";
                });
    }

    /** A question that was not answered, and why, in words. */
    public record Missing(String name, String words) {}

    /**
     * What came of several questions.
     *
     * @param found by name
     * @param missing those that could not be answered
     */
    public record Answers(Map<String, JsonNode> found, List<Missing> missing) {
        /** Whether this question was not answered. */
        public boolean lacks(String name) {
            return missing.stream().anyMatch(one -> one.name.equals(name));
        }
    }

    /** Asks several things at once; what does not answer within a few seconds is missing, and the rest is there. */
    public Answers askAll(Map<String, Callable<JsonNode>> questions) throws InterruptedException {
        Map<String, Future<JsonNode>> asked = new LinkedHashMap<>();
        questions.forEach((name, question) -> asked.put(name, threads.submit(question)));
        Map<String, JsonNode> found = new LinkedHashMap<>();
        List<Missing> missing = new ArrayList<>();
        long deadline = System.nanoTime() + LONGEST.toNanos();
        try {
            for (Map.Entry<String, Future<JsonNode>> one : asked.entrySet()) {
                try {
                    found.put(one.getKey(), one.getValue().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS));
                } catch (ExecutionException | TimeoutException e) {
                    missing.add(new Missing(one.getKey(), why(one.getKey(), e)));
                }
            }
        } finally {
            asked.values().forEach(question -> question.cancel(true));
        }
        return new Answers(found, missing);
    }

    private static String why(String name, Exception e) {
        if (e instanceof TimeoutException) {
            return "no answer within " + LONGEST.toSeconds() + " seconds";
        }
        if (e.getCause() instanceof Failure failure) {
            return failure.reason();
        }
        if (e.getCause() instanceof FaultException fault) {
            return String.valueOf(fault.getMessage());
        }
        LOG.error("{} cannot be shown", name, e.getCause());
        return "the console failed; its log says why";
    }
}
