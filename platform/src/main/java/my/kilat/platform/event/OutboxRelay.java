package my.kilat.platform.event;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import my.kilat.platform.background.Part;
import my.kilat.platform.background.Worker;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Queries;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;
import my.kilat.platform.telemetry.LogContext;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the outbox to Kafka. In one transaction it claims lanes by advisory locks, publishes at most 500 rows of them in
 * the order of their sequence numbers, and deletes the rows after the broker has acknowledged them. If the process dies in
 * between, the rows are still there; an event that was published and not deleted is published again, and its consumers
 * recognise it by its id. Relays of several instances share the lanes. A key always belongs to the same lane, so no two
 * relays publish it at once, and it keeps its order.
 *
 * <p>The relay is woken after each commit that appended events. What is appended while a round is under way is published by
 * the next; a {@link BatchWindow} makes rounds larger under load. If another relay has held a lane, a round follows soon,
 * because events of this instance may wait in that lane. Every five seconds it looks for rows of a process that died.
 */
final class OutboxRelay implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);

    /** First key of the advisory locks; the second is the lane. Nobody else uses this number. */
    static final int LANE_LOCKS = 0x6c616e65;

    private static final int MOST_IN_A_ROUND = 500;

    private static final Sql CLAIM = Sql.of("select lane /* bounded: one for each lane */ from generate_series(0, "
            + (Outbox.LANES - 1) + ") as lane" + " where pg_try_advisory_xact_lock(" + LANE_LOCKS + ", lane)");

    private static final Sql WAITING = Sql.of(String.format(Locale.ROOT, """
            select seq, event_id, topic, event_key, event_type, envelope,
                coalesce((select partitions from topic_partitions where topic_partitions.topic = outbox.topic), 0)
                    as partitions
            from outbox where seq >= %s and lane = any(:lanes) order by seq limit %d""", OutboxFloor.FROM, MOST_IN_A_ROUND));

    private static final Sql OLDEST = Sql.of("""
            select extract(epoch from now() - created_at)::double precision as seconds
            from outbox where seq >= %s order by seq limit 1""".formatted(OutboxFloor.FROM));

    private static final Sql DELETE = Sql.of("delete from outbox where seq = any(:published)");

    private static final List<Long> ALL_LANES =
            LongStream.range(0, Outbox.LANES).boxed().toList();

    private static final Duration POLL = Duration.ofSeconds(5);
    private static final Duration BATCH_WINDOW = Duration.ofMillis(25);
    private static final Duration OCCUPIED = Duration.ofMillis(15);
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final String service;
    private final Database database;
    private final Topics topics;
    private final OutboxPublisher publisher;
    private final Part part;
    private final Semaphore woken = new Semaphore(0);
    private final BatchWindow window = new BatchWindow(BATCH_WINDOW, MOST_IN_A_ROUND);
    private final OutboxFloor floor = new OutboxFloor();
    private final Worker worker;

    /** Waits until the topics exist. */
    @FunctionalInterface
    interface Topics {
        /** Returns when all of them do. */
        void await() throws InterruptedException;
    }

    /**
     * @param topics are waited for at the start
     * @param connect makes a producer
     */
    OutboxRelay(
            String service, Database database, Topics topics, Supplier<Producer<String, byte[]>> connect, Part part) {
        this.service = service;
        this.database = database;
        this.topics = topics;
        this.publisher = new OutboxPublisher(connect, part);
        this.part = part;
        this.worker = new Worker(service, part, Thread.ofVirtual().name("relay-" + service), DRAIN, this::relay);
    }

    void start() {
        worker.start();
    }

    /** Starts a round soon: events have been appended. */
    void wake() {
        if (woken.availablePermits() == 0) {
            woken.release();
        }
    }

    private void relay() throws InterruptedException {
        topics.await();
        floor.forget();
        boolean due = true;
        while (worker.isOpen()) {
            window.await();
            // Before the round reads: whoever appends afterwards leaves a permit for the next one.
            woken.drainPermits();
            part.begins();
            Round round = due || isAnyWaiting() ? round() : Round.NOTHING;
            part.worked();
            due = round.mayHaveLeftSome()
                    || isWokenWithin(round.isOfAllLanes() ? POLL : OCCUPIED)
                    || !round.isOfAllLanes();
        }
    }

    private Round round() {
        Round round = relayOnce();
        window.ends();
        return round;
    }

    private boolean isWokenWithin(Duration pause) throws InterruptedException {
        return woken.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Reads what a round would read, without a transaction, so that a fault of the relay is found at rest as well. */
    private boolean isAnyWaiting() {
        return !waitingIn(database, ALL_LANES).isEmpty();
    }

    /** Reads the age of the oldest event from the database, and reports it. */
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

    /** The age of the oldest event in the outbox, in seconds; empty when there is none. */
    Optional<Double> oldest() {
        return database.first(OLDEST, arguments -> arguments.number("floor", floor.get()), row -> row.real("seconds"));
    }

    /** Publishes a round of events from the lanes that no other relay has claimed. */
    Round relayOnce() {
        return database.transact(tx -> {
            List<Long> lanes = claimLanes(tx);
            if (lanes.isEmpty()) {
                window.begins(0);
                return new Round(0, 0);
            }
            // This is a separate statement because its snapshot has to be taken after the locks: an older one could
            // show rows that another relay has published and deleted since.
            List<Waiting> waiting = waitingIn(tx, lanes);
            window.begins(waiting.size());
            if (!waiting.isEmpty()) {
                publisher.publish(waiting.stream()
                        .map(event -> event.sealed.toRecord(event.partitions))
                        .toList());
                floor.raise(tx);
                delete(tx, waiting);
            }
            return new Round(waiting.size(), lanes.size());
        });
    }

    /**
     * What came of a round.
     *
     * @param published events
     * @param lanes that could be claimed
     */
    record Round(int published, int lanes) {
        private static final Round NOTHING = new Round(0, Outbox.LANES);

        boolean mayHaveLeftSome() {
            return published == MOST_IN_A_ROUND;
        }

        boolean isOfAllLanes() {
            return lanes == Outbox.LANES;
        }
    }

    private static List<Long> claimLanes(Tx tx) {
        return tx.list(CLAIM, _ -> {}, row -> row.bigNumber("lane"));
    }

    private List<Waiting> waitingIn(Queries from, List<Long> lanes) {
        List<Waiting> found = from.list(
                WAITING,
                arguments -> arguments.number("floor", floor.next()).numbers("lanes", lanes, lane -> lane),
                row -> new Waiting(
                        row.bigNumber("seq"),
                        new EnvelopeCodec.Sealed(
                                row.uuid("event_id"),
                                row.text("topic"),
                                row.text("event_key"),
                                row.text("event_type"),
                                row.bytes("envelope")),
                        row.number("partitions")));
        if (!found.isEmpty()) {
            floor.found(found.getFirst().seq);
        }
        return found;
    }

    private static void delete(Tx tx, List<Waiting> waiting) {
        tx.withCommit(DELETE, arguments -> arguments.numbers("published", waiting, Waiting::seq));
    }

    /** Publishes the rest of the outbox, for five seconds at most; what is not published then stays in it. */
    @Override
    public void close() {
        long deadline = System.nanoTime() + DRAIN.toNanos();
        woken.release();
        worker.close();
        try (publisher) {
            if (publisher.isConnected() && !worker.isAlive()) {
                drain(deadline);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void drain(long deadline) throws InterruptedException {
        Thread drainer = Thread.ofVirtual().name("relay-" + service + "-drain").start(LogContext.of(service, () -> {
            try {
                while (relayOnce().published() > 0 && System.nanoTime() < deadline) {
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
