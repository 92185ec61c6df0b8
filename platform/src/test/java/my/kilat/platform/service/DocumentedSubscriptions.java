package my.kilat.platform.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.contract.event.Topic;
import my.kilat.platform.event.Subscription;
import my.kilat.platform.openapi.ApiDocument;
import my.kilat.platform.settings.Environment;

/**
 * A definition whose subscriptions are held against {@code asyncapi.yaml} when it is assembled: a service has to subscribe
 * for each of its consumer groups, to the messages that the operation of the group lists and to no others.
 */
public final class DocumentedSubscriptions<S> implements ServiceDefinition<S> {
    private static final JsonNode OPERATIONS = operations();

    private final ServiceDefinition<S> definition;

    public DocumentedSubscriptions(ServiceDefinition<S> definition) {
        this.definition = definition;
    }

    private static JsonNode operations() {
        try (InputStream in = Topic.class.getClassLoader().getResourceAsStream("my/kilat/contract/asyncapi.yaml")) {
            return new YAMLMapper().readTree(Objects.requireNonNull(in)).path("operations");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void assemble(ServiceContext context, S settings, Assembly service) {
        definition.assemble(context, settings, service);
        for (ConsumerGroup<?> group : ConsumerGroup.all()) {
            if (group.id().startsWith("service-" + name() + "-")) {
                Subscription<?> subscription = service.subscriptions().get(group);
                requireSame(
                        group,
                        subscription == null
                                ? Set.of()
                                : subscription.types().stream()
                                        .map(type -> type.payload().getSimpleName())
                                        .collect(Collectors.toSet()));
            }
        }
    }

    /** Compares what a group reads with what the document says; both as names of messages. */
    static void requireSame(ConsumerGroup<?> group, Set<String> reads) {
        Set<String> documented = new TreeSet<>();
        OPERATIONS.path(group.id()).path("messages").forEach(message -> {
            String reference = message.path("$ref").asText();
            documented.add(reference.substring(reference.lastIndexOf('/') + 1));
        });
        if (!documented.equals(reads)) {
            throw new AssertionError(
                    group + " reads " + new TreeSet<>(reads) + ", and asyncapi.yaml says " + documented);
        }
    }

    @Override
    public String name() {
        return definition.name();
    }

    @Override
    public int port() {
        return definition.port();
    }

    @Override
    public S settings(Environment environment) {
        return definition.settings(environment);
    }

    @Override
    public Environment environment(Environment given) {
        return definition.environment(given);
    }

    @Override
    public List<ApiDocument> documents() {
        return definition.documents();
    }
}
