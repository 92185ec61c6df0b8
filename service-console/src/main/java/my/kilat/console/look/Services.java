package my.kilat.console.look;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import my.kilat.contract.catalogue.Component;
import my.kilat.contract.internal.NoQuestion;
import my.kilat.platform.background.FaultException;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.service.ServiceClient;
import org.jspecify.annotations.Nullable;

/**
 * Asks the other services, several at once. What is shown is described by {@code console.yaml}, and passed on as it comes; so one
 * service may be newer than this one.
 */
public final class Services {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

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
     * @throws Failure.Unavailable if the service does not answer in time, or with anything but an object under {@code data}
     */
    public JsonNode ask(Component service, String path, Object question) {
        // The JSON text null is read as null.
        Envelope answer = client(service).call(path, question, Envelope.class, TIMEOUT);
        JsonNode data = answer == null ? null : answer.data;
        if (data == null || !data.isObject()) {
            throw client(service).unusable(path, "no object under data");
        }
        return data;
    }

    /** As {@link #ask(Component, String, Object)}, for an operation that asks for nothing in particular. */
    public JsonNode ask(Component service, String path) {
        return ask(service, path, new NoQuestion());
    }

    /** What a service shows to everybody. */
    public ServiceClient.Answer get(Component service, String path) {
        return client(service).get(path, TIMEOUT);
    }

    /**
     * What came of several questions.
     *
     * @param found by name
     * @param missing the names of those that could not be answered
     */
    public record Answers(Map<String, JsonNode> found, List<String> missing) {}

    /** Asks several things at once; what does not answer is missing, and the rest is there. */
    public Answers askAll(Map<String, Callable<JsonNode>> questions) throws InterruptedException {
        Map<String, Future<JsonNode>> asked = new LinkedHashMap<>();
        questions.forEach((name, question) -> asked.put(name, threads.submit(question)));
        Map<String, JsonNode> found = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        for (Map.Entry<String, Future<JsonNode>> one : asked.entrySet()) {
            try {
                found.put(one.getKey(), one.getValue().get());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof Failure.Unavailable || e.getCause() instanceof FaultException)) {
                    throw new IllegalStateException(one.getKey() + " cannot be asked", e.getCause());
                }
                missing.add(one.getKey());
            }
        }
        return new Answers(found, missing);
    }
}
