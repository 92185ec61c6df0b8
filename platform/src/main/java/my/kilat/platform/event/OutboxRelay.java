package my.kilat.platform.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.PlainSql;
import my.kilat.platform.database.Tx;
import my.kilat.platform.telemetry.LogContext;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
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
    private static final int LANE_LOCKS = 0x6c616e65;

    private static final String CLAIM = "select lane from generate_series(0, " + (Outbox.LANES - 1) + ") as lane"
            + " where pg_try_advisory_xact_lock(" + LANE_LOCKS + ", lane)";

    private static final String WAITING = """
            select seq, event_id, topic, event_key, event_type, envelope from outbox
            where lane = any(?) order by seq limit 500""";

    private static final String DELETE = "delete from outbox where seq = any(?)";

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration REST = Duration.ofMillis(15);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(500);
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final String service;
    private final Database database;
    private final Producer<String, byte[]> producer;
    private final Semaphore woken = new Semaphore(0);
    private final Thread thread;
    private volatile boolean running = true;

    OutboxRelay(String service, Database database, Producer<String, byte[]> producer) {
        this.service = service;
        this.database = database;
        this.producer = producer;
        this.thread = Thread.ofVirtual().name("relay-" + service).unstarted(LogContext.of(service, this::run));
    }

    void start() {
        thread.start();
    }

    /** Says that something has been appended. */
    void wake() {
        if (woken.availablePermits() == 0) {
            woken.release();
        }
    }

    private void run() {
        while (running) {
            try {
                if (relayOnce() == 0) {
                    woken.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS);
                    woken.drainPermits();
                } else {
                    Thread.sleep(REST);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (running) {
                    LOG.warn("events of {} wait in the outbox: {}", service, e.toString());
                    pause();
                }
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
                                row.getBytes(6))));
    }

    private void publish(List<Waiting> waiting) {
        List<Future<RecordMetadata>> sent = new ArrayList<>(waiting.size());
        for (Waiting event : waiting) {
            sent.add(producer.send(event.sealed.toRecord()));
        }
        try {
            for (Future<RecordMetadata> acknowledgement : sent) {
                acknowledgement.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker refuses an event: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while publishing", e);
        }
    }

    private static void delete(Tx tx, List<Waiting> waiting) {
        tx.withCommit(DELETE, parameters -> parameters.numbers(waiting, Waiting::seq));
    }

    /** Publishes what still waits, for a few seconds at most; what cannot be published stays in the outbox. */
    @Override
    public void close() {
        long deadline = System.nanoTime() + DRAIN.toNanos();
        running = false;
        woken.release();
        try {
            if (!thread.isAlive() || thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
                drain(deadline);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            producer.close(Duration.ZERO);
            thread.interrupt();
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

    private record Waiting(long seq, EnvelopeCodec.Sealed sealed) {}
}
