package my.kilat.platform.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import my.kilat.platform.background.Fault;
import my.kilat.platform.background.FaultException;
import my.kilat.platform.background.Part;
import my.kilat.platform.background.Worker;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.PlainSql;
import my.kilat.platform.database.Tx;
import my.kilat.platform.telemetry.LogContext;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries events from the outbox to Kafka. It claims lanes by advisory locks, publishes what waits in them in the order
 * of their sequence numbers, and deletes a row only after the broker has acknowledged it, all in one transaction: if the
 * process dies anywhere in between, the rows are still there, and an event that was published but not deleted comes a
 * second time, which readers recognise by its id. So several relays share the work, and a key, which always falls into
 * one lane, keeps its order.
 *
 * <p>It is woken after each commit that appended something; slow polling finds what another process left behind. Between
 * rounds it rests for a moment, so that under load a round carries many events.
 */
final class OutboxRelay implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);

    /** The class of the advisory locks, one for each lane of a database; any number that nobody else uses. */
    static final int LANE_LOCKS = 0x6c616e65;

    private static final String CLAIM = "select lane /* bounded: one for each lane */ from generate_series(0, "
            + (Outbox.LANES - 1) + ") as lane" + " where pg_try_advisory_xact_lock(" + LANE_LOCKS + ", lane)";

    private static final String WAITING = """
            select seq, event_id, topic, event_key, event_type, envelope,
                (select partitions from topic_partitions where topic_partitions.topic = outbox.topic)
            from outbox where lane = any(?) order by seq limit 500""";

    private static final String OLDEST =
            "select extract(epoch from now() - created_at) from outbox order by seq limit 1";

    private static final String DELETE = "delete from outbox where seq = any(?)";

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration REST = Duration.ofMillis(15);
    private static final Duration ACKNOWLEDGED_SOON = Duration.ofSeconds(5);
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final String service;
    private final Database database;
    private final Topics topics;
    private final Supplier<Producer<String, byte[]>> connect;
    private final Part part;
    private final Semaphore woken = new Semaphore(0);
    private final Worker worker;
    private volatile @Nullable Producer<String, byte[]> producer;

    /** Waits until there are topics to publish to. */
    @FunctionalInterface
    interface Topics {
        /** Returns when there are. */
        void await() throws InterruptedException;
    }

    /**
     * @param topics is waited for at the start
     * @param connect makes the producer
     */
    OutboxRelay(
            String service, Database database, Topics topics, Supplier<Producer<String, byte[]>> connect, Part part) {
        this.service = service;
        this.database = database;
        this.topics = topics;
        this.connect = connect;
        this.part = part;
        this.worker = new Worker(service, part, Thread.ofVirtual().name("relay-" + service), DRAIN, this::relay);
    }

    void start() {
        worker.start();
    }

    /** Says that something has been appended. */
    void wake() {
        if (woken.availablePermits() == 0) {
            woken.release();
        }
    }

    private void relay() throws InterruptedException {
        topics.await();
        while (worker.isOpen()) {
            part.begins();
            int published = relayOnce();
            part.worked();
            if (published == 0) {
                woken.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS);
                woken.drainPermits();
            } else {
                Thread.sleep(REST);
            }
        }
    }

    /** Reports how long the oldest event has waited; asks the database. */
    void watch() {
        Optional<Double> seconds = oldest();
        if (seconds.isPresent()) {
            part.undone(
                    Duration.ofMillis((long) (seconds.get() * 1e3)),
                    "events in the outbox have not reached the broker");
        } else {
            part.nothingUndone();
        }
    }

    /** The age of the oldest event that waits, in seconds; empty when none does. */
    Optional<Double> oldest() {
        return database.read(
                handle -> handle.createQuery(OLDEST).mapTo(Double.class).findOne());
    }

    /** Publishes what waits in the free lanes; returns how many events that were. */
    int relayOnce() {
        return database.transact(tx -> {
            List<Long> lanes = claimLanes(tx);
            if (lanes.isEmpty()) {
                return 0;
            }
            // A statement of its own, hence a snapshot taken while the lanes are ours: it cannot show rows that
            // whoever held them before has published and deleted.
            List<Waiting> waiting = waitingIn(tx, lanes);
            if (!waiting.isEmpty()) {
                publish(waiting);
                delete(tx, waiting);
            }
            return waiting.size();
        });
    }

    private static List<Long> claimLanes(Tx tx) {
        return PlainSql.list(tx.sql(), CLAIM, _ -> {}, row -> row.getLong(1));
    }

    private static List<Waiting> waitingIn(Tx tx, List<Long> lanes) {
        return PlainSql.list(
                tx.sql(),
                WAITING,
                parameters -> parameters.numbers(lanes, lane -> lane),
                row -> new Waiting(
                        row.getLong(1),
                        new EnvelopeCodec.Sealed(
                                row.getObject(2, UUID.class),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5),
                                row.getBytes(6)),
                        row.getInt(7)));
    }

    private void publish(List<Waiting> waiting) {
        Producer<String, byte[]> to = producer();
        List<Future<RecordMetadata>> sent = new ArrayList<>(waiting.size());
        try {
            for (Waiting event : waiting) {
                Future<RecordMetadata> acknowledgement = to.send(event.sealed.toRecord(event.partitions));
                sent.add(acknowledgement);
                if (acknowledgement.isDone()) {
                    // One that was not even taken in must not be overtaken by the next.
                    acknowledgement.get();
                }
            }
            for (Future<RecordMetadata> acknowledgement : sent) {
                await(acknowledgement);
            }
        } catch (ExecutionException e) {
            // What it still holds is in the outbox, and a producer may be beyond repair after a refusal.
            producer = null;
            to.close(Duration.ZERO);
            throw new FaultException(
                    e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException late
                            ? new Fault(Fault.Cause.AWAY, "the broker does not take events: " + late.getMessage())
                            : Fault.of(e),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while publishing", e);
        }
    }

    /** For as long as it takes: the producer does not give up, and what it has taken in must not be sent by another. */
    private void await(Future<RecordMetadata> acknowledgement) throws ExecutionException, InterruptedException {
        while (true) {
            try {
                acknowledgement.get(ACKNOWLEDGED_SOON.toNanos(), TimeUnit.NANOSECONDS);
                return;
            } catch (TimeoutException e) {
                part.failed(new Fault(Fault.Cause.AWAY, "the broker does not acknowledge events"));
            }
        }
    }

    private Producer<String, byte[]> producer() {
        Producer<String, byte[]> made = producer;
        if (made == null) {
            made = connect.get();
            producer = made;
        }
        return made;
    }

    private static void delete(Tx tx, List<Waiting> waiting) {
        tx.withCommit(DELETE, parameters -> parameters.numbers(waiting, Waiting::seq));
    }

    /** Publishes what still waits, for a few seconds at most; what cannot be published stays in the outbox. */
    @Override
    public void close() {
        long deadline = System.nanoTime() + DRAIN.toNanos();
        woken.release();
        worker.close();
        Producer<String, byte[]> made = producer;
        if (made == null) {
            return;
        }
        try {
            if (!worker.isAlive()) {
                drain(deadline);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            made.close(Duration.ZERO);
        }
    }

    private void drain(long deadline) throws InterruptedException {
        Thread drainer = Thread.ofVirtual().name("relay-" + service + "-drain").start(LogContext.of(service, () -> {
            try {
                while (relayOnce() > 0 && System.nanoTime() < deadline) {
                    LOG.debug("draining the outbox of {}", service);
                }
            } catch (RuntimeException e) {
                LOG.info("events of {} stay in the outbox until the next start: {}", service, e.toString());
            }
        }));
        drainer.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
    }

    private record Waiting(long seq, EnvelopeCodec.Sealed sealed, int partitions) {}
}
