package my.kilat.platform.service;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import my.kilat.contract.event.RunnerOffline;
import my.kilat.contract.event.Topic;
import my.kilat.platform.database.Tx;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Reply;
import my.kilat.platform.id.Ids;
import my.kilat.platform.openapi.ApiDocument;
import my.kilat.platform.settings.Environment;
import org.jspecify.annotations.Nullable;

/** The smallest service that uses every part of the kernel: it stores notes and publishes an event for each. */
public final class NotesService implements Service {
    private final Kernel kernel;
    private final Consumer<Kernel> more;

    /** Requests to {@code slowly} and {@code listAll} wait here. */
    public final CountDownLatch release = new CountDownLatch(1);

    /** Counted down when a request has reached one of the two. */
    public final CountDownLatch reached = new CountDownLatch(1);

    private record NoteRequest(String text, @Nullable Double weightKg) {}

    private record Note(UUID id, String text) {}

    public NotesService(Environment environment, Host host) {
        this(environment, host, kernel -> {});
    }

    /** With more in it, such as consumers. */
    public NotesService(Environment environment, Host host, Consumer<Kernel> more) {
        this.kernel =
                new Kernel("notes", 0, environment, host, ApiDocument.load("my/kilat/platform/notes-openapi.yaml"));
        this.more = more;
    }

    /** What it is built around. */
    public Kernel kernel() {
        return kernel;
    }

    @Override
    public String name() {
        return "notes";
    }

    @Override
    public int port() {
        return kernel.port();
    }

    @Override
    public void start() {
        kernel.open();
        kernel.produces(Topic.RUNNER);
        kernel.produces(Topic.BOOKING);
        kernel.routes()
                .on(
                        "listNotes",
                        call -> Reply.ok(Map.of("near", call.queryNumber("near").orElseThrow())))
                .inTransaction("createNote", this::create)
                .on("getNote", this::get)
                .on("createMany", call -> Reply.message("many"))
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
        more.accept(kernel);
        kernel.every("nothing", Duration.ofMinutes(1), () -> {});
        kernel.listen();
    }

    private Reply create(Call call, Tx tx) {
        NoteRequest request = call.body(NoteRequest.class);
        UUID id = Ids.next();
        tx.sql()
                .createUpdate("insert into note (id, author, text) values (:id, :author, :text)")
                .bind("id", id)
                .bind("author", call.caller().userId())
                .bind("text", request.text())
                .execute();
        kernel.outbox().append(tx, new RunnerOffline(id, kernel.clock().instant()));
        if (request.text().equals("bug")) {
            throw new IllegalStateException("secret inside of the service");
        }
        return Reply.created(new Note(id, request.text()));
    }

    private Reply get(Call call) {
        UUID id = call.id("id");
        Optional<Note> note = kernel.database()
                .read(handle -> handle.createQuery("select id, text from note where id = :id")
                        .bind("id", id)
                        .map((row, context) -> new Note(row.getObject(1, UUID.class), row.getString(2)))
                        .findOne());
        return Reply.ok(note.orElseThrow(() -> new Failure.NotFound("Note", id)));
    }

    @Override
    public void close() {
        kernel.close();
    }
}
