package my.kilat.platform.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import my.kilat.contract.event.BookingCompleted;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.contract.event.Topic;
import my.kilat.local.LocalKafka;
import my.kilat.local.TestServers;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.DatabaseSettings;
import my.kilat.platform.fixture.EventProbe;
import my.kilat.platform.fixture.TestSql;
import my.kilat.platform.settings.Environment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An event that makes the process die, however often it is started, becomes a dead letter, and nothing else is. */
class DeadlyEventTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final List<Process> started = new ArrayList<>();
    private LocalKafka kafka;
    private EventProbe events;
    private Environment environment;
    private Database database;

    @BeforeEach
    void prepare() {
        kafka = TestServers.newKafka();
        events = new EventProbe(kafka.bootstrapServers());
        environment = Recorder.environment(
                Map.of("KAFKA_BROKERS", kafka.bootstrapServers(), "EVENT_LOOPS", "1", "LOG_FORMAT", "text"));
        database = Database.open(DatabaseSettings.from(environment, "notes"), "notes", new SimpleMeterRegistry());
    }

    @AfterEach
    void tidy() throws InterruptedException {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
        database.close();
        events.close();
        kafka.close();
    }

    private Process start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                DeadlyService.class.getName());
        builder.environment().putAll(environment.variables());
        File log = directory.resolve("service.log").toFile();
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
        started.add(process);
        return process;
    }

    private static BookingCompleted event(UUID booking, String number) {
        return new BookingCompleted(booking, number, UUID.randomUUID(), UUID.randomUUID(), 100, "MYR", Instant.now());
    }

    private List<String> valuesOf(UUID booking) {
        return Recorder.effects(database).stream()
                .filter(effect -> effect.key().equals(booking.toString()))
                .map(Recorder.Effect::value)
                .toList();
    }

    private List<EventProbe.Seen> letters() {
        return events.all(event -> event.topic().equals(Topic.BOOKING.deadLetters()));
    }

    private void awaitDeath(Process process) throws InterruptedException {
        assertThat(process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(DeadlyService.STATUS);
    }

    @Test
    void anEventThatTheProcessDiesOfIsSetAsideAndEverythingElseGoesOn() throws Exception {
        UUID ridden = UUID.randomUUID();
        List<UUID> others =
                IntStream.range(0, 30).mapToObj(i -> UUID.randomUUID()).toList();
        events.publish(event(ridden, "1"));
        UUID deadly = events.publish(event(ridden, DeadlyService.DEADLY));
        events.publish(event(ridden, "3"));
        others.forEach(other -> events.publish(event(other, "1")));

        awaitDeath(start()); // together with others
        assertThat(letters()).isEmpty();
        awaitDeath(start()); // alone, which is written down
        awaitDeath(start()); // alone again
        Process last = start();
        await().atMost(SOON).until(() -> valuesOf(ridden).equals(List.of("1", "3")));
        await().atMost(SOON)
                .until(() -> others.stream().allMatch(other -> valuesOf(other).equals(List.of("1"))));
        EventProbe.Seen letter =
                events.await("the dead letter", event -> event.topic().equals(Topic.BOOKING.deadLetters()));
        assertThat(letter.id()).isEqualTo(deadly.toString());
        assertThat(letters()).hasSize(1);
        assertThat(DeadLetterQueue.of(Topic.BOOKING, KafkaSettings.from(environment))
                        .waiting(10)
                        .first())
                .singleElement()
                .satisfies(waiting -> assertThat(waiting.error()).contains("the process died"));
        assertThat(last.isAlive()).isTrue();
        assertThat(count("select count(*) from event_reading where in_hand is not null"))
                .isZero();

        last.destroy();
        assertThat(last.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(count("select count(*) from event_reading"))
                .as("who stops in order leaves nothing that the next one has to be careful about")
                .isZero();
    }

    @Test
    void aProcessThatIsKilledAgainAndAgainBlamesNoEvent() throws Exception {
        UUID booking = UUID.randomUUID();
        for (int number = 1; number <= 4; number++) {
            Process process = start();
            String value = Integer.toString(number);
            events.publish(event(booking, value));
            await().atMost(SOON).until(() -> valuesOf(booking).contains(value));
            process.destroyForcibly().waitFor();
        }
        assertThat(valuesOf(booking)).containsExactly("1", "2", "3", "4");
        assertThat(letters()).isEmpty();
        assertThat(count("select count(*) from event_reading where consumer_group = '"
                        + ConsumerGroup.RUNNER_BOOKINGS.id() + "'"))
                .as("one row for each partition, however often it dies")
                .isEqualTo(Topic.BOOKING.partitions());
    }

    private long count(String sql) {
        return TestSql.number(database, sql);
    }
}
