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
 * The access tokens that are revoked before they expire. Each account has a session generation, a number that identity raises
 * when the sessions of the account end (logout, ban) and that access tokens carry as {@code gen}. Identity lists the accounts
 * whose generation was raised while older tokens may be valid; this asks it for news once a second and refuses tokens of a
 * lower generation. What is old and what is new is decided by these numbers, never by a clock.
 *
 * <p>While identity cannot be reached, tokens whose end was not heard of stay good until they expire, for fifteen minutes at
 * most unless {@code JWT_ACCESS_EXPIRY} says otherwise; {@link #secondsSinceNews} tells for how long that has been so.
 */
public final class Revocations implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Revocations.class);

    /** More accounts than that are not remembered: some twenty megabytes. */
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

    /** Whom to ask. */
    @FunctionalInterface
    public interface Source {
        /**
         * What has come after a cursor.
         *
         * @throws IOException if it cannot be told now
         * @throws Failure.Unavailable likewise
         */
        EndedSessions after(long cursor) throws IOException, InterruptedException;
    }

    /** The least generation of an account that is good, for as long as tokens of a lower one may be valid. */
    private record Least(long generation, Instant until) {}

    Revocations(Source source, Duration every, InstantSource clock) {
        this.source = source;
        this.every = every;
        this.clock = clock;
    }

    /** Asks there from now on: identity, which need not ask itself over HTTP. */
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

    /** Raised whenever something becomes revoked: for whoever remembers callers on their own. */
    public long changes() {
        return changes.get();
    }

    /** How long ago identity was last heard; grows while it is away. */
    public double secondsSinceNews() {
        return (System.nanoTime() - lastNews) / 1e9;
    }

    /**
     * Learns that the sessions of an account have ended, without having to be told by identity.
     *
     * @param generation the one that its tokens have from now on
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

    /** Begins to ask, unless it does already: the first token that is verified does it too. */
    public void begin() {
        if (following.compareAndSet(false, true)) {
            Thread.ofVirtual().name("token-revocations").start(this::keepAsking);
        }
    }

    /** Begins to ask, and waits for the first answer, or for a second: so that a process that has just started knows. */
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

    /** Asks no more. */
    @Override
    public void close() {
        closed.countDown();
    }
}
