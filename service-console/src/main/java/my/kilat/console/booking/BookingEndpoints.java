package my.kilat.console.booking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import my.kilat.console.http.Filters;
import my.kilat.console.upstream.Answers;
import my.kilat.console.upstream.People;
import my.kilat.console.upstream.Services;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.catalogue.Component;
import my.kilat.contract.internal.BookingFileQuestion;
import my.kilat.contract.internal.BookingRowsQuestion;
import my.kilat.contract.internal.DispatchQuestion;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;
import my.kilat.platform.id.Ids;
import my.kilat.platform.json.Json;
import org.jspecify.annotations.Nullable;

/** The list of bookings, and the file of one, put together from what the services know. */
public final class BookingEndpoints implements Endpoints {
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9 ()-]{6,20}");
    private static final String ROWS = "/internal/v1/bookings/rows";

    private final Services services;
    private final People people;

    public BookingEndpoints(Services services, People people) {
        this.services = services;
        this.people = people;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("findBookings", this::list).on("getBookingFile", this::file);
    }

    private Reply list(Call call) {
        JsonNode rows = services.ask(Component.BOOKING, ROWS, question(call));
        nameAll(rows.path("items"));
        return Reply.ok(rows);
    }

    private BookingRowsQuestion question(Call call) {
        String cursor = call.query("cursor").orElse(null);
        Optional<String> text = call.query("q");
        if (text.isEmpty()) {
            boolean stuck = call.query("stuck").filter("true"::equals).isPresent();
            List<BookingStatus> statuses = Filters.words(call, "status", BookingStatus.class);
            return new BookingRowsQuestion(statuses, stuck, null, List.of(), cursor);
        }
        String wanted = text.get();
        Optional<UUID> person = Ids.find(wanted);
        if (person.isPresent()) {
            return ofPeople(List.of(person.get()), wanted, cursor);
        }
        if (wanted.contains("@") || PHONE.matcher(wanted).matches()) {
            return ofPeople(
                    people.reachedBy(wanted).stream().map(People.Person::id).toList(), wanted, cursor);
        }
        return new BookingRowsQuestion(List.of(), false, wanted, List.of(), null);
    }

    private static BookingRowsQuestion ofPeople(List<UUID> found, String wanted, @Nullable String cursor) {
        return found.isEmpty()
                ? new BookingRowsQuestion(List.of(), false, wanted, List.of(), null)
                : new BookingRowsQuestion(List.of(), false, null, found, cursor);
    }

    /** While identity is away, rows are shown without names. */
    private void nameAll(JsonNode rows) {
        Set<UUID> ids = new LinkedHashSet<>();
        rows.forEach(row -> ids.addAll(idsIn(row, "owner_id", "runner_id")));
        Map<UUID, People.Person> known = known(ids);
        rows.forEach(row -> {
            name((ObjectNode) row, "owner", known);
            name((ObjectNode) row, "runner", known);
        });
    }

    private Map<UUID, People.Person> known(Set<UUID> ids) {
        try {
            return people.named(ids);
        } catch (Failure.Unavailable e) {
            return Map.of();
        }
    }

    private static void name(ObjectNode row, String who, Map<UUID, People.Person> known) {
        idsIn(row, who + "_id").stream()
                .map(known::get)
                .filter(java.util.Objects::nonNull)
                .forEach(person -> row.put(who, person.name()));
    }

    private static List<UUID> idsIn(JsonNode row, String... members) {
        return Stream.of(members)
                .filter(member -> row.path(member).isTextual())
                .map(member -> UUID.fromString(row.path(member).asText()))
                .toList();
    }

    private Reply file(Call call) throws InterruptedException {
        UUID id = call.id("id");
        BookingFileQuestion question = new BookingFileQuestion(id);
        Map<String, Callable<JsonNode>> questions = new LinkedHashMap<>();
        questions.put(
                "booking",
                () -> services.find(Component.BOOKING, "/internal/v1/bookings/file", question)
                        .orElseGet(Json.MAPPER::createObjectNode));
        questions.put("payment", () -> services.ask(Component.PAYMENT, "/internal/v1/payments/file", question));
        questions.put(
                "dispatch",
                () -> services.ask(Component.DISPATCH, "/internal/v1/dispatches", new DispatchQuestion(id)));
        questions.put("tracking", () -> services.ask(Component.TRACKING, "/internal/v1/trips/file", question));
        questions.put(
                "notification", () -> services.ask(Component.NOTIFICATION, "/internal/v1/notices/file", question));
        Answers<JsonNode> answers = services.askAll(questions);
        if (answers.require("booking").isEmpty()) {
            throw new Failure.NotFound("Booking", id);
        }
        return Reply.ok(put(answers));
    }

    private ObjectNode put(Answers<JsonNode> answers) {
        ObjectNode file = Json.MAPPER.createObjectNode();
        List<Answers.Missing> missing = new ArrayList<>(answers.missing());
        answers.found().forEach((service, found) -> {
            if (service.equals("dispatch")) {
                file.set("dispatch", found);
            } else {
                found.properties().forEach(member -> file.set(member.getKey(), member.getValue()));
            }
        });
        Stream.of("payments", "ledger", "trips", "notices")
                .filter(member -> !file.has(member))
                .forEach(file::putArray);
        Set<UUID> ids = new LinkedHashSet<>(idsIn(file.path("booking"), "owner_id", "runner_id"));
        file.path("history").forEach(step -> ids.addAll(idsIn(step, "actor_id")));
        file.path("dispatch").path("offers").forEach(offer -> ids.addAll(idsIn(offer, "runner_id")));
        file.path("notices").forEach(notice -> ids.addAll(idsIn(notice, "user_id")));
        try {
            file.set("people", Json.MAPPER.valueToTree(people.named(ids).values()));
        } catch (Failure.Unavailable e) {
            file.putArray("people");
            missing.add(new Answers.Missing("identity", e.reason()));
        }
        file.set("missing", Json.MAPPER.valueToTree(missing));
        return file;
    }
}
