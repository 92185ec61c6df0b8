package my.kilat.console.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import my.kilat.console.http.Filters;
import my.kilat.console.upstream.People;
import my.kilat.console.upstream.Services;
import my.kilat.console.upstream.Shared;
import my.kilat.contract.catalogue.Component;
import my.kilat.contract.internal.NoticeQuestion;
import my.kilat.contract.internal.NoticeRowsQuestion;
import my.kilat.contract.internal.OutgoingQuestion;
import my.kilat.contract.notification.Channel;
import my.kilat.contract.notification.DeliveryState;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;
import my.kilat.platform.id.Ids;
import my.kilat.platform.json.Json;

/** Messages as notification keeps them. */
public final class MessageEndpoints implements Endpoints {
    private static final int SHORTEST_TEXT = 3;
    private static final Shared.Terms TERMS =
            new Shared.Terms("the notification service", Duration.ofSeconds(8), Duration.ofSeconds(10));

    private final Services services;
    private final People people;
    private final Shared<JsonNode> figures;

    /**
     * Messages.
     *
     * @param threads on which figures are asked for
     */
    public MessageEndpoints(Services services, People people, ExecutorService threads, InstantSource clock) {
        this.services = services;
        this.people = people;
        this.figures = new Shared<>(
                () -> services.ask(Component.NOTIFICATION, "/internal/v1/notices/days"), TERMS, threads, clock);
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("findMessages", this::list)
                .on("getMessage", this::find)
                .on("getMessageFigures", _ -> Reply.ok(figures.get()))
                .on(
                        "listMessageTemplates",
                        _ -> Reply.ok(services.ask(Component.NOTIFICATION, "/internal/v1/notices/templates")))
                .on("listOutgoingMessages", this::outgoing);
    }

    private Reply list(Call call) {
        Optional<String> text = call.query("q");
        List<UUID> users = text.map(this::usersOf).orElse(List.of());
        if (text.isPresent() && users.isEmpty()) {
            ObjectNode nothing = Json.MAPPER.createObjectNode();
            nothing.putArray("items");
            nothing.putArray("recipients");
            return Reply.ok(nothing);
        }
        JsonNode page = services.ask(
                Component.NOTIFICATION,
                "/internal/v1/notices/rows",
                new NoticeRowsQuestion(
                        Filters.word(call, "channel", Channel.class),
                        Filters.word(call, "state", DeliveryState.class),
                        users,
                        Filters.cursor(call)));
        name(page.path("items"));
        return Reply.ok(page);
    }

    private List<UUID> usersOf(String text) {
        Optional<UUID> id = Ids.find(text);
        if (id.isPresent()) {
            return List.of(id.get());
        }
        return text.length() < SHORTEST_TEXT
                ? List.of()
                : people.reachedBy(text).stream().map(People.Person::id).toList();
    }

    /** While identity is away, messages are shown without names. */
    private void name(JsonNode items) {
        Set<UUID> ids = StreamSupport.stream(items.spliterator(), false)
                .map(item -> UUID.fromString(item.path("user_id").asText()))
                .collect(Collectors.toSet());
        Map<UUID, People.Person> known;
        try {
            known = people.named(ids);
        } catch (Failure.Unavailable e) {
            return;
        }
        items.forEach(item -> {
            People.Person person =
                    known.get(UUID.fromString(item.path("user_id").asText()));
            if (person != null) {
                ((ObjectNode) item).put("person", person.name());
            }
        });
    }

    private Reply find(Call call) {
        UUID id = call.id("id");
        return Reply.ok(services.find(Component.NOTIFICATION, "/internal/v1/notices/one", new NoticeQuestion(id))
                .orElseThrow(() -> new Failure.NotFound("Message", id)));
    }

    private Reply outgoing(Call call) {
        return Reply.ok(services.ask(
                Component.NOTIFICATION,
                "/internal/v1/notices/outgoing",
                new OutgoingQuestion(
                        Filters.word(call, "channel", Channel.class),
                        call.query("q").orElse(null))));
    }
}
