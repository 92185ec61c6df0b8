package my.kilat.platform.event;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import my.kilat.contract.event.BookingCompleted;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.fixture.TestSql;
import my.kilat.platform.service.Assembly;
import my.kilat.platform.service.NotesService;
import my.kilat.platform.settings.Environment;

/** A service that writes down each event it applies, and can be told to fail. */
final class Recorder implements AutoCloseable {
    private static final Sql INSERT =
            Sql.of("insert into effect (instance, key, value) values (:instance, :key, :value)");
    private static final Sql EFFECTS = Sql.of("select instance, key, value from effect order by seq");

    private final TestService running;
    private final NotesService service;

    /** One applied event: which instance applied it, to what, and the number it carried. */
    record Effect(String instance, String key, String value) {}

    private Recorder(TestService running, NotesService service) {
        this.running = running;
        this.service = service;
    }

    static Environment environment(Map<String, String> more) {
        return TestService.environment(false, more);
    }

    static Recorder start(Environment environment) {
        return start(environment, "only", completed -> false);
    }

    /** Starts one that fails on the events which fit, each time it is asked. */
    static Recorder start(Environment environment, String instance, Predicate<BookingCompleted> fails) {
        NotesService notes = new NotesService((_, service) -> consume(service, instance, fails));
        return new Recorder(TestService.start(environment, notes), notes);
    }

    static void consume(Assembly service, String instance, Predicate<BookingCompleted> fails) {
        service.consume(Subscription.of(ConsumerGroup.RUNNER_BOOKINGS).on(BookingCompleted.class, (tx, delivery) -> {
            BookingCompleted event = delivery.event();
            write(tx, instance, event);
            if (fails.test(event)) {
                throw new IllegalStateException("told to fail on " + event.bookingNumber());
            }
        }));
    }

    private static void write(Tx tx, String instance, BookingCompleted event) {
        tx.update(
                INSERT,
                values -> values.text("instance", instance)
                        .text("key", event.bookingId().toString())
                        .text("value", event.bookingNumber()));
    }

    /** Commits a change that causes this event. */
    void publish(BookingCompleted event) {
        database().run(tx -> service.context().outbox().append(tx, event));
    }

    Database database() {
        return service.context().database();
    }

    List<Effect> effects() {
        return effects(database());
    }

    static List<Effect> effects(Database database) {
        return database.list(
                EFFECTS, _ -> {}, row -> new Effect(row.text("instance"), row.text("key"), row.text("value")));
    }

    List<String> valuesOf(UUID key) {
        return effects().stream()
                .filter(effect -> effect.key().equals(key.toString()))
                .map(Effect::value)
                .toList();
    }

    List<String> valuesOf(Collection<UUID> keys) {
        Set<String> wanted = keys.stream().map(UUID::toString).collect(Collectors.toSet());
        return effects().stream()
                .filter(effect -> wanted.contains(effect.key()))
                .map(Effect::value)
                .toList();
    }

    long waiting() {
        return waiting(database());
    }

    static long waiting(Database database) {
        return TestSql.number(database, "select count(*) from outbox");
    }

    @Override
    public void close() {
        running.close();
    }
}
