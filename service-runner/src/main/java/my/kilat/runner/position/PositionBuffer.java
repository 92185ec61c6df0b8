package my.kilat.runner.position;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.SqlStates;
import my.kilat.runner.domain.Fix;
import my.kilat.runner.store.Positions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Buffers positions in memory and writes them in batches. PostGIS answers the searches, because only the database has the
 * positions of all instances; a search first writes this instance's buffer ({@link #flushBeforeRead}), so that its result is
 * current. Other instances see a position after the next flush.
 *
 * <p>While the database is unreachable positions stay in the buffer; when it is full, the oldest are dropped. A process that
 * dies loses its buffer, the positions of half a second.
 */
public final class PositionBuffer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PositionBuffer.class);
    private static final int MOST_WAITING = 100_000;
    private static final int AT_ONCE = 5_000;
    private static final int MOST_FOR_A_SEARCH = 2_000;
    private static final Duration LONGEST_FOR_A_SEARCH = Duration.ofMillis(100);

    private final Database database;
    private final InstantSource clock;
    private final BlockingQueue<Fix> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private final AtomicLong lastArrival = new AtomicLong();
    private final Counter lost;

    /** Whoever holds it takes from the queue and writes: so positions are stored in the order of their arrival. */
    private final ReentrantLock writing = new ReentrantLock();

    private List<Fix> taken = new ArrayList<>();
    private volatile boolean away;

    /**
     * Positions of one instance.
     *
     * @param clock the time that all instances have, which no setting of this machine's clock moves
     */
    public PositionBuffer(Database database, InstantSource clock, MeterRegistry meters) {
        this.database = database;
        this.clock = clock;
        this.lost = Counter.builder("kilat.positions.lost")
                .description("Positions that could not be stored")
                .register(meters);
        Gauge.builder("kilat.positions.waiting", waiting, BlockingQueue::size)
                .description("Positions in memory that wait to be stored")
                .register(meters);
    }

    /**
     * The time at which a position arrives, never the same twice, so that of several positions sent at once the last one
     * counts as the newest.
     */
    public Instant nextArrival() {
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
        long arrival = lastArrival.updateAndGet(last -> Math.max(last + 1, now));
        return Instant.EPOCH.plus(arrival, ChronoUnit.MICROS);
    }

    /** Takes a position; returns at once. */
    public void add(Fix fix) {
        while (!waiting.offer(fix)) {
            if (waiting.poll() != null) {
                lost.increment();
            }
        }
    }

    /** Writes what waits; while the database is away it goes on waiting. */
    public void flush() {
        writing.lock();
        try {
            writeWaiting();
        } finally {
            writing.unlock();
        }
    }

    /**
     * Before a search: has written what waits, so that the search sees it. It does not hold a search up for long: while
     * the database is away, or busy with very many positions, the search sees what the last flush has brought.
     */
    public void flushBeforeRead() {
        if (away || waiting.size() > MOST_FOR_A_SEARCH) {
            return;
        }
        try {
            if (writing.tryLock(LONGEST_FOR_A_SEARCH.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    if (!away) {
                        writeWaiting();
                    }
                } finally {
                    writing.unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeWaiting() {
        int rounds = 1 + (waiting.size() + taken.size()) / AT_ONCE;
        for (int round = 0; round < rounds; round++) {
            if (taken.isEmpty()) {
                waiting.drainTo(taken, AT_ONCE);
            }
            if (taken.isEmpty() || !writeTaken()) {
                return;
            }
            taken = new ArrayList<>();
        }
    }

    private boolean writeTaken() {
        try {
            database.run(tx -> Positions.write(tx, taken));
            away = false;
            return true;
        } catch (RuntimeException e) {
            if (!SqlStates.isAway(e)) {
                LOG.error("{} positions cannot be stored and are dropped", taken.size(), e);
                lost.increment(taken.size());
                return true;
            }
            if (!away) {
                LOG.warn("positions wait in memory while the database is away: {}", e.toString());
            }
            away = true;
            return false;
        }
    }

    /** Deletes what is older than that. */
    public void deleteOlderThan(Duration age) {
        Positions.forget(database, clock.instant().minus(age));
    }

    @Override
    public void close() {
        flush();
        int left = taken.size() + waiting.size();
        if (left > 0) {
            LOG.warn("{} positions are lost, because the database is away", left);
        }
    }
}
