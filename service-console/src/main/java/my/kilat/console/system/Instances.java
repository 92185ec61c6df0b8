package my.kilat.console.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import my.kilat.console.upstream.MetricsText;
import my.kilat.contract.catalogue.Component;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.json.Json;
import my.kilat.platform.service.ServiceClient;

/**
 * The instances of the services: those that {@code UPSTREAM_<NAME>} lists, and where one of its names stands for several addresses,
 * each of them. Instances behind one address, such as a load balancer's, are asked as one, and whichever is reached answers.
 */
public final class Instances {
    private static final int MOST_OF_A_SERVICE = 16;
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final Map<Component, List<URI>> addresses;
    private final Function<URI, List<URI>> names;
    private final BiFunction<Component, URI, ServiceClient> clients;

    /**
     * @param addresses of all services but this one
     * @param names finds the addresses that one of a service stands for; none if its name is not known now
     * @param clients makes the client of an instance
     */
    public Instances(
            Map<Component, List<URI>> addresses,
            Function<URI, List<URI>> names,
            BiFunction<Component, URI, ServiceClient> clients) {
        this.addresses = Map.copyOf(addresses);
        this.names = names;
        this.clients = clients;
    }

    private record Envelope(JsonNode data) {}

    /** An instance of a service. */
    record Instance(Component service, URI address, ServiceClient client) {
        /** What it is called among the instances of all services. */
        String name() {
            return service.shortName() + " at " + address.getAuthority();
        }

        /**
         * What it answers to an operation of {@code internal.yaml}.
         *
         * @throws Failure.Unavailable if it does not answer in time, or otherwise than it should
         */
        JsonNode ask(String path, Object question) {
            Envelope envelope = client.call(path, question, Envelope.class, TIMEOUT);
            if (envelope == null || envelope.data == null || !envelope.data.isObject()) {
                throw client.unusable(path, "no object under data");
            }
            return envelope.data;
        }

        /** As {@link #ask(String, Object)}, read as this type. */
        <T> T ask(String path, Object question, Class<T> type) {
            try {
                return Json.convert(ask(path, question), type);
            } catch (UncheckedIOException | IllegalArgumentException e) {
                throw client.unusable(path, "data that cannot be read: " + e.getMessage());
            }
        }

        /**
         * Metrics that it counts.
         *
         * @param wanted their names
         * @throws Failure.Unavailable if it does not answer in time, or with another status than 200
         */
        MetricsText metrics(Set<String> wanted) {
            ServiceClient.Answer answer = client.get(MetricsText.path(wanted), TIMEOUT);
            if (answer.status() != 200) {
                throw client.unusable(MetricsText.PATH, "status " + answer.status());
            }
            return MetricsText.read(new String(answer.body(), StandardCharsets.UTF_8), wanted);
        }
    }

    /** Those of a service; none of this one. */
    List<Instance> of(Component service) {
        return addresses.getOrDefault(service, List.of()).stream()
                .flatMap(address -> known(address).stream())
                .distinct()
                .limit(MOST_OF_A_SERVICE)
                .map(address -> new Instance(service, address, clients.apply(service, address)))
                .toList();
    }

    /** The services of which there are any, in the order of the catalogue. */
    List<Component> services() {
        return Component.services().stream().filter(addresses::containsKey).toList();
    }

    /** Those of all services. */
    List<Instance> all() {
        return services().stream().flatMap(service -> of(service).stream()).toList();
    }

    /** A name that is not known now stays as it is: whoever asks there is told. */
    private List<URI> known(URI address) {
        List<URI> found = names.apply(address);
        return found.isEmpty() ? List.of(address) : found;
    }
}
