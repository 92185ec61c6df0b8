package my.kilat.platform.security;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import my.kilat.contract.identity.EndedSessions;
import my.kilat.platform.failure.Failure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The access tokens that are revoked before they expire. Each account has a session generation, a number that identity
 * raises when the sessions of the account end (logout, ban) and that access tokens carry as {@code gen}. Identity lists the
 * accounts whose generation was raised while older tokens may be valid; this polls the list once a second and refuses
 * tokens of a lower generation. These numbers, and no clock, decide which is newer.
 *
 * <p>While identity is unreachable, tokens whose revocation is unknown here stay valid until they expire, for fifteen
 * minutes at most unless {@code JWT_ACCESS_EXPIRY} says otherwise; {@link #secondsSinceNews} is the age of the last poll.
 */
public final class Revocations implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Revocations.class);

    /** The most accounts that are remembered: some twenty megabytes. */
    private static final int MOST = 200_000;

    private static final Duration FIRST_NEWS_WITHIN = Duration.ofSeconds(1);
    private static final Duration TELL_AFTER = Duration.ofSeconds(30);
    private static final Duration FORGET_EVERY = Duration.ofMinutes(1);

    private final Duration every;
    private final InstantSource clock;
    private final ConcurrentMap<UUID, Least> least = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();
    private final AtomicBoolean following = new AtomicBoolean();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Source source;
    private volatile long lastNews = System.nanoTime();

    /** The following fields belong to the polling thread. */
    private long cursor;

    private boolean told;
    private Instant forgotten = Instant.EPOCH;

    /** The source of revocations. */
    @FunctionalInterface
    public interface Source {
        /**
         * Returns the sessions that ended after a cursor.
         *
         * @throws IOException if the source is unreachable
         * @throws Failure.Unavailable likewise
         */
        EndedSessions after(long cursor) throws IOException, InterruptedException;
    }

    /** The lowest valid generation of an account, kept as long as tokens of a lower one may be valid. */
    private record Least(long generation, Instant until) {}

    Revocations(Source source, Duration every, InstantSource clock) {
        this.source = source;
        this.every = every;
        this.clock = clock;
    }

    /** Sets another source; identity need not ask itself over HTTP. */
    public void readFrom(Source other) {
        source = other;
    }

    /** Whether the sessions of this generation of an account are known to have ended; never blocks. */
    public boolean isRevoked(UUID user, long generation) {
        Least known = least.isEmpty() ? null : least.get(user);
        return known != null && generation < known.generation;
    }

    boolean isRevoked(Caller caller) {
        return isRevoked(caller.userId(), caller.sessionGeneration());
    }

    /** A counter that increases with each revocation, for caches of callers. */
    public long changes() {
        return changes.get();
    }

    /** Seconds since identity last answered; grows while it is unreachable. */
    public double secondsSinceNews() {
        return (System.nanoTime() - lastNews) / 1e9;
    }

    /**
     * Adds a revocation that is known locally, without waiting for identity.
     *
     * @param generation the one that new tokens of the account have
     * @param lifetime of access tokens
     */
    public void learn(UUID user, long generation, Duration lifetime) {
        Least known = least.get(user);
        if (known != null && known.generation >= generation) {
            return;
        }
        if (known == null && least.size() >= MOST) {
            LOG.error(
                    "more than {} accounts have ended their sessions; tokens of account {} are not revoked",
                    MOST,
                    user);
            return;
        }
        Least fresh = new Least(generation, clock.instant().plus(lifetime));
        least.merge(user, fresh, (old, other) -> old.generation >= other.generation ? old : other);
        changes.incrementAndGet();
    }

    /** Starts polling, unless it is started; the first token verification does so as well. */
    public void begin() {
        if (following.compareAndSet(false, true)) {
            Thread.ofVirtual().name("token-revocations").start(this::keepAsking);
        }
    }

    /** Starts polling, and waits for the first answer, one second at most, so that a new process knows the revocations. */
    void follow() {
        begin();
        try {
            var _ = asked.await(FIRST_NEWS_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keepAsking() {
        try {
            do {
                ask();
                asked.countDown();
                forgetOld();
            } while (!closed.await(every.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            LOG.debug("interrupted, which nobody does", e);
        }
    }

    private void ask() throws InterruptedException {
        try {
            boolean more;
            do {
                EndedSessions news = source.after(cursor);
                Duration lifetime = Duration.ofSeconds(news.rememberSeconds());
                news.ended().forEach(ended -> learn(ended.userId(), ended.generation(), lifetime));
                more = news.more() && news.cursor() > cursor;
                cursor = news.cursor();
            } while (more);
            lastNews = System.nanoTime();
            if (told) {
                told = false;
                LOG.info("identity tells again whose sessions have ended");
            }
        } catch (IOException | RuntimeException | Error e) {
            if (!told && secondsSinceNews() > TELL_AFTER.toSeconds()) {
                told = true;
                LOG.warn(
                        "identity does not tell whose sessions have ended; until it does, access tokens are good until"
                                + " they expire, also after a logout or a ban: {}",
                        e.toString());
            }
        }
    }

    private void forgetOld() {
        Instant now = clock.instant();
        if (now.isAfter(forgotten.plus(FORGET_EVERY))) {
            forgotten = now;
            least.values().removeIf(known -> known.until.isBefore(now));
        }
    }

    /** Stops polling. */
    @Override
    public void close() {
        closed.countDown();
    }
}
