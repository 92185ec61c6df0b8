package my.kilat.runner.duty;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.SqlStates;
import my.kilat.runner.domain.Duty;
import my.kilat.runner.store.Duties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cache of duties, so that a position costs no query.
 *
 * <p>Several instances change duties, so each queries once a second for the changes since its last query. An entry is
 * therefore at most about a second old, and only a positive entry is used: an outdated one lets one more position through,
 * which makes no runner visible and which no trip takes. A negative result is always checked in the database. While the
 * database is unreachable the entries are valid for a minute, so that runners on the road can be followed meanwhile.
 */
public final class DutyCache {
    /** How often the instances learn from each other. */
    public static final Duration SYNC = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(DutyCache.class);
    private static final Duration MAX_STALENESS = Duration.ofMinutes(1);
    private static final int MOST = 100_000;

    /** More changes than this between two looks are not read: everybody is asked of the database again when they speak. */
    private static final int MOST_CHANGES = 5_000;

    private final Database database;
    private final InstantSource clock;
    private final Cache<UUID, Duty> known =
            Caffeine.newBuilder().maximumSize(MOST).build();

    private Duties.Snapshot lastSnapshot;
    private volatile Instant syncedAt;
    private boolean away;
    private final AtomicBoolean missed = new AtomicBoolean();

    public DutyCache(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        this.syncedAt = clock.instant();
        this.lastSnapshot = Duties.snapshot(database);
    }

    /**
     * The duty of a runner who may post a position now.
     *
     * @throws my.kilat.platform.failure.Failure.NotFound without a profile
     * @throws my.kilat.platform.failure.Failure.Invalid while offline and on no ride
     */
    public Duty requireMayPostPosition(UUID user) {
        Duty remembered = known.getIfPresent(user);
        if (remembered != null && remembered.mayPostPosition() && !isStale()) {
            return remembered;
        }
        Duty duty = Duties.find(database, user).orElseThrow(() -> Duty.noProfile(user));
        learn(duty);
        duty.requireMayPostPosition();
        return duty;
    }

    private boolean isStale() {
        return clock.instant().isAfter(syncedAt.plus(MAX_STALENESS));
    }

    /** Remembers a duty that has been committed, unless a later one is remembered already. */
    void learn(Duty duty) {
        known.asMap().merge(duty.userId(), duty, (before, now) -> now.version() > before.version() ? now : before);
    }

    /** Learns what has been changed, here and at other instances. To be run every {@link #SYNC}, never twice at once. */
    public void sync() {
        try {
            // The order matters: what is committed between the two statements is read now and once more next time.
            Duties.Snapshot snapshot = Duties.snapshot(database);
            List<Duty> changed = Duties.changedSince(database, lastSnapshot, MOST_CHANGES);
            if (changed.size() < MOST_CHANGES) {
                changed.forEach(this::learn);
            } else {
                known.invalidateAll();
            }
            lastSnapshot = snapshot;
            syncedAt = clock.instant();
            away = false;
        } catch (RuntimeException e) {
            if (!SqlStates.isAway(e)) {
                throw e;
            }
            if (!away) {
                LOG.warn("what other instances change stays unknown while the database is away: {}", e.toString());
            }
            away = true;
            missed.set(true);
        }
    }

    /** Whether the database was away since this was asked last. */
    boolean missedChanges() {
        return missed.getAndSet(false);
    }
}
