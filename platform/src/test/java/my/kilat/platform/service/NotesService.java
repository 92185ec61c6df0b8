package my.kilat.platform.service;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import my.kilat.contract.event.RunnerOffline;
import my.kilat.contract.event.Topic;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;
import my.kilat.platform.id.Ids;
import my.kilat.platform.openapi.ApiDocument;
import my.kilat.platform.settings.Environment;
import org.jspecify.annotations.Nullable;

/** The smallest service that uses every part of the platform: it stores notes and publishes an event for each. */
public final class NotesService implements ServiceDefinition<Environment> {
    private static final Sql INSERT = Sql.of("insert into note (id, author, text) values (:id, :author, :text)");
    private static final Sql FIND = Sql.of("select id, text from note where id = :id");

    private final AtomicReference<ServiceContext> context = new AtomicReference<>();
    private final BiConsumer<ServiceContext, Assembly> more;

    /** Requests to {@code slowly} and {@code listAll} wait here. */
    public final CountDownLatch release = new CountDownLatch(1);

    /** Counted down when a request has reached one of the two. */
    public final CountDownLatch reached = new CountDownLatch(1);

    private record NoteRequest(String text, @Nullable Double weightKg) {}

    private record Note(UUID id, String text) {}

    public NotesService() {
        this((_, _) -> {});
    }

    /** With more in it, such as consumers. */
    public NotesService(BiConsumer<ServiceContext, Assembly> more) {
        this.more = more;
    }

    /** What it stands on, once it has been started. */
    public ServiceContext context() {
        return Objects.requireNonNull(context.get(), "it has not been started");
    }

    @Override
    public String name() {
        return "notes";
    }

    @Override
    public int port() {
        return 0;
    }

    @Override
    public List<ApiDocument> documents() {
        return List.of(ApiDocument.load("my/kilat/platform/notes-openapi.yaml"));
    }

    @Override
    public Environment settings(Environment environment) {
        return environment;
    }

    @Override
    public void assemble(ServiceContext on, Environment settings, Assembly service) {
        context.set(on);
        service.endpoints(this::addTo);
        service.produces(Topic.RUNNER);
        service.produces(Topic.BOOKING);
        more.accept(on, service);
        service.every("nothing", Duration.ofMinutes(1), () -> {});
    }

    private void addTo(Routes routes) {
        routes.on(
                        "listNotes",
                        call -> Reply.ok(Map.of("near", call.queryNumber("near").orElseThrow())))
                .inTransaction("createNote", this::create)
                .on("getNote", this::get)
                .on("createMany", call -> Reply.message("many"))
                .on("takeSigned", call -> Reply.raw(200, "application/octet-stream", call.rawBody()))
                .on("listAll", call -> {
                    reached.countDown();
                    release.await();
                    return Reply.message("all");
                })
                .on("listMine", call -> Reply.message("mine"))
                .on("askForNotes", call -> Reply.message("for services"))
                .on("slowly", call -> {
                    reached.countDown();
                    release.await();
                    return Reply.message("done");
                })
                .socket("openSocket", call -> {
                    UUID id = call.id("id");
                    return socket -> socket.writeTextMessage("hello " + id);
                });
    }

    private Reply create(Call call, Tx tx) {
        NoteRequest request = call.body(NoteRequest.class);
        UUID id = Ids.next();
        tx.update(
                INSERT,
                values -> values.uuid("id", id)
                        .uuid("author", call.caller().userId())
                        .text("text", request.text()));
        context().outbox().append(tx, new RunnerOffline(id, context().clock().instant()));
        if (request.text().equals("bug")) {
            throw new IllegalStateException("secret inside of the service");
        }
        return Reply.created(new Note(id, request.text()));
    }

    private Reply get(Call call) {
        UUID id = call.id("id");
        Optional<Note> note = context()
                .database()
                .first(FIND, values -> values.uuid("id", id), row -> new Note(row.uuid("id"), row.text("text")));
        return Reply.ok(note.orElseThrow(() -> new Failure.NotFound("Note", id)));
    }
}
