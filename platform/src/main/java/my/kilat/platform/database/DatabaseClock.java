package my.kilat.platform.database;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time of the database server, so that all instances of a service share one clock for leases, deadlines and ages. It is
 * read from the server now and then and advanced in between by the monotonic timer of this machine, whose calendar clock is
 * not used. The most precise reading is kept, so that instances differ by about half a round trip to the server at most,
 * which is less than the time between two requests of one caller.
 *
 * <p>If the host's clock differs from the machine's, as in tests that move it, the time is shifted by the difference.
 */
public final class DatabaseClock implements InstantSource {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseClock.class);

    /** A slower reading is too imprecise: the server read its clock at an unknown moment within it. */
    private static final Duration SLOWEST = Duration.ofMillis(100);

    /** Differences up to this are ignored, so that the jitter of a reading does not set the time back. */
    private static final Duration TOLERATED = Duration.ofMillis(20);

    /** The assumed drift between the timers of two machines; a reading loses precision by it as it ages. */
    private static final long DRIFT_PER_MILLION = 100;

    private static final int FIRST_READINGS = 5;

    private final Supplier<Instant> server;
    private final InstantSource host;
    private final InstantSource machine;
    private volatile Reading reading;

    /** The server's time at one value of the monotonic timer. */
    private record Reading(Instant time, long nanos, Duration took) {
        Instant at(long nanoTime) {
            return time.plusNanos(nanoTime - nanos);
        }

        /** The largest possible error at that time. */
        Duration error(long nanoTime) {
            return took.dividedBy(2).plusNanos((nanoTime - nanos) / 1_000_000 * DRIFT_PER_MILLION);
        }
    }

    private DatabaseClock(Supplier<Instant> server, InstantSource host, InstantSource machine) {
        this.server = server;
        this.host = host;
        this.machine = machine;
        Reading best = read();
        for (int i = 1; i < FIRST_READINGS; i++) {
            Reading again = read();
            best = again.took.compareTo(best.took) < 0 ? again : best;
        }
        this.reading = best;
    }

    /**
     * The clock of a database.
     *
     * @param host the clock of the host, of which only the difference to the machine's clock is used
     */
    public static DatabaseClock of(Database database, InstantSource host) {
        return new DatabaseClock(database::now, host, InstantSource.system());
    }

    /** With any server, for tests. */
    static DatabaseClock of(Supplier<Instant> server, InstantSource host, InstantSource machine) {
        return new DatabaseClock(server, host, machine);
    }

    @Override
    public Instant instant() {
        Instant time = reading.at(System.nanoTime());
        return host.equals(machine) ? time : time.plus(Duration.between(machine.instant(), host.instant()));
    }

    /** Reads the server's time again, and adopts it if it differs too much, or if this reading is more precise. */
    public void compare() {
        Reading fresh;
        try {
            fresh = read();
        } catch (RuntimeException e) {
            LOG.debug("the database's clock cannot be read; it is carried on: {}", e.toString());
            return;
        }
        Reading kept = reading;
        Duration off = Duration.between(kept.at(fresh.nanos), fresh.time).abs();
        Duration error = kept.error(fresh.nanos);
        if (fresh.error(fresh.nanos).compareTo(error) < 0 && off.compareTo(error.plus(fresh.error(fresh.nanos))) <= 0) {
            reading = fresh;
        } else if (fresh.took.compareTo(SLOWEST) <= 0 && off.compareTo(TOLERATED) > 0) {
            LOG.info("follows the clock of the database, which is off by {}", off);
            reading = fresh;
        }
    }

    private Reading read() {
        long before = System.nanoTime();
        Instant time = server.get();
        long after = System.nanoTime();
        return new Reading(time, before + (after - before) / 2, Duration.ofNanos(after - before));
    }
}
