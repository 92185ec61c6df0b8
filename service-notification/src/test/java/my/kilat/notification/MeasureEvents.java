package my.kilat.notification;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import my.kilat.contract.event.ConfirmedBy;
import my.kilat.contract.event.DomainEvent;
import my.kilat.contract.event.Envelope;
import my.kilat.local.TestServers;
import my.kilat.platform.id.Ids;
import my.kilat.platform.json.Json;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/**
 * What an event costs. Not part of the ordinary tests; run it with
 * {@code ./mvnw -pl service-notification test -Dtest=MeasureEvents}.
 */
class MeasureEvents {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", TestServers.kafka().bootstrapServers(), "acks", "all", "linger.ms", 2),
            new StringSerializer(),
            new ByteArraySerializer());

    private record Sealed(String topic, String key, String type, byte[] value) {}

    private static Sealed seal(DomainEvent event) {
        return new Sealed(
                event.type().topic().wireName(),
                event.key().toString(),
                event.type().wireName(),
                Json.bytes(Envelope.of(Ids.next(), Instant.now(), null, event)));
    }

    private static List<Sealed> rides(int size, List<UUID> owners) {
        List<Sealed> events = new ArrayList<>();
        List<Ride> rides = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            rides.add(Ride.of(owners.get(i % owners.size())));
        }
        // many rides at a time, each at another step, as on a busy day
        List<java.util.function.Function<Ride, DomainEvent>> steps = List.of(
                Ride::requested,
                Ride::held,
                Ride::accepted,
                Ride::trackingStarted,
                Ride::pickedUp,
                Ride::inProgress,
                ride -> ride.confirmed(ConfirmedBy.RUNNER),
                ride -> ride.trackingCompleted(5.6),
                ride -> ride.confirmed(ConfirmedBy.OWNER),
                Ride::released,
                Ride::completed);
        for (int tick = 0; tick < size + steps.size(); tick++) {
            for (int step = 0; step < steps.size(); step++) {
                int ride = tick - step;
                if (ride >= 0 && ride < size) {
                    events.add(seal(steps.get(step).apply(rides.get(ride))));
                }
            }
        }
        return events;
    }

    private static List<Sealed> creates(int size, List<UUID> owners) {
        List<Sealed> events = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            events.add(seal(Ride.of(owners.get(i % owners.size())).requested()));
        }
        return events;
    }

    private void publish(List<Sealed> events, int perSecond) {
        long start = System.nanoTime();
        for (int i = 0; i < events.size(); i++) {
            Sealed event = events.get(i);
            ProducerRecord<String, byte[]> kafkaRecord =
                    new ProducerRecord<>(event.topic(), event.key(), event.value());
            kafkaRecord.headers().add("ce_type", event.type().getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            producer.send(kafkaRecord);
            long due = start + (long) (i * 1e9 / perSecond);
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(500_000);
            }
        }
        producer.flush();
    }

    /** CPU of the consumers, which do all the work of events on their own threads, and of the carriers of the workers. */
    private static long[] cpu() {
        long consumers = 0;
        long carriers = 0;
        for (long id : THREADS.getAllThreadIds()) {
            var info = THREADS.getThreadInfo(id);
            if (info != null && info.getThreadName().startsWith("service-notification-")) {
                consumers += Math.max(0, THREADS.getThreadCpuTime(id));
            } else if (info != null && info.getThreadName().startsWith("ForkJoinPool-1-worker")) {
                carriers += Math.max(0, THREADS.getThreadCpuTime(id));
            }
        }
        return new long[] {consumers, carriers, System.nanoTime()};
    }

    private static long count(Notifications notifications, String what) {
        return Long.parseLong(notifications.column("select " + what).getFirst());
    }

    private void run(Notifications notifications, String name, List<Sealed> events, int perSecond) {
        String all = "count(*) from inbox";
        long before = count(notifications, all);
        long statements = count(notifications, "xact_commit from pg_stat_database where datname = current_database()");
        long[] start = cpu();
        publish(events, perSecond);
        while (count(notifications, all) < before + events.size()) {
            LockSupport.parkNanos(5_000_000);
        }
        long[] end = cpu();
        while (count(notifications, "count(*) from delivery where state = 'pending'") > 0) {
            LockSupport.parkNanos(5_000_000);
        }
        long[] delivered = cpu();
        System.out.printf(
                "%s: %d events, %.0f events/s, consumers %.1f us CPU per event, workers %.1f us, delivered %.0f ms later,"
                        + " %d transactions%n",
                name,
                events.size(),
                events.size() * 1e9 / (end[2] - start[2]),
                (end[0] - start[0]) / 1e3 / events.size(),
                (delivered[1] - start[1]) / 1e3 / events.size(),
                (delivered[2] - end[2]) / 1e6,
                count(notifications, "xact_commit from pg_stat_database where datname = current_database()")
                        - statements);
    }

    @Test
    void measure() {
        List<UUID> owners = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            owners.add(UUID.randomUUID());
        }
        try (Notifications notifications = Notifications.start(Map.of())) {
            run(notifications, "warm-up", rides(2000, owners), 100_000);
            run(notifications, "warm-up", creates(20_000, owners), 100_000);
            run(notifications, "creates at 864/s", creates(864 * 10, owners), 864);
            run(notifications, "68 rides/s (748 events/s)", rides(680, owners), 748);
            run(notifications, "creates in bulk", creates(30_000, owners), 100_000);
            run(notifications, "rides in bulk", rides(3000, owners), 100_000);
            for (UUID owner : owners) {
                notifications
                        .app(owner)
                        .get("/api/v1/notifications/preferences")
                        .expect(200);
                notifications
                        .app(owner)
                        .post("/api/v1/notifications/fcm-token", Map.of("token", "device-" + owner))
                        .expect(200);
            }
            run(notifications, "68 rides/s, three channels", rides(680, owners), 748);
            run(notifications, "rides in bulk, three channels", rides(2000, owners), 100_000);
        }
        producer.close(Duration.ofSeconds(1));
    }
}
