package my.kilat.console.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
    private static final String READINESS = "/readiness";
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
        return answer.json().path("detail").asText().contains("with id");
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
     * What a service says of itself.
     *
     * @param checks by name; one that is good says {@code ok}
     * @param alarms by name
     */
    public record Readiness(boolean ready, Map<String, String> checks, Map<String, String> alarms) {}

    /**
     * What a service says of itself; one that is not ready says why with a 503.
     *
     * @throws Failure.Unavailable if the service does not answer in time, or with another status or body
     */
    public Readiness readiness(Component service) {
        ServiceClient.Answer answer = get(service, READINESS, Set.of(200, 503));
        JsonNode report = client(service).read(READINESS, answer, JsonNode.class);
        if (report == null || !report.path("checks").isObject()) {
            throw client(service).unusable(READINESS, "no checks");
        }
        return new Readiness(answer.status() == 200, words(report.path("checks")), words(report.path("alarms")));
    }

    private static Map<String, String> words(JsonNode named) {
        Map<String, String> words = new LinkedHashMap<>();
        named.properties().forEach(one -> words.put(one.getKey(), one.getValue().asText()));
        return words;
    }

    /**
     * Metrics of a service in the text format of Prometheus; services that share a JVM show those of all of them.
     *
     * @param wanted the names of those that are read
     * @throws Failure.Unavailable if the service does not answer in time, or with another status than 200
     */
    public MetricsText metrics(Component service, Set<String> wanted) {
        byte[] text = get(service, MetricsText.path(wanted), Set.of(200)).body();
        return MetricsText.read(new String(text, StandardCharsets.UTF_8), wanted);
    }

    private ServiceClient.Answer get(Component service, String path, Set<Integer> statuses) {
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

    /** Asks several things at once; what does not answer within a few seconds is missing, and the rest is there. */
    public <T> Answers<T> askAll(Map<String, Callable<T>> questions) throws InterruptedException {
        Map<String, Future<T>> asked = new LinkedHashMap<>();
        questions.forEach((name, question) -> asked.put(name, threads.submit(question)));
        Map<String, T> found = new LinkedHashMap<>();
        List<Answers.Missing> missing = new ArrayList<>();
        long deadline = System.nanoTime() + LONGEST.toNanos();
        try {
            for (Map.Entry<String, Future<T>> one : asked.entrySet()) {
                try {
                    found.put(one.getKey(), one.getValue().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS));
                } catch (ExecutionException | TimeoutException e) {
                    missing.add(new Answers.Missing(one.getKey(), why(one.getKey(), e)));
                }
            }
        } finally {
            asked.values().forEach(question -> question.cancel(true));
        }
        return new Answers<>(found, missing);
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
