package my.kilat.identity.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import my.kilat.contract.event.AccountUpdated;
import my.kilat.identity.domain.Account;
import my.kilat.identity.store.Announcements;
import my.kilat.platform.database.Database;
import my.kilat.platform.event.Outbox;
import my.kilat.platform.telemetry.LogContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the state of accounts for the other services. An account whose version is higher than the announced one is
 * announced, with its current state: so it does not matter whether this service or an operator changed it, nor how often while
 * Kafka was unreachable, and a database without announcements is announced completely. Every account is announced again after
 * a day, for services that have lost their copy.
 */
public final class Announcer {
    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

    private static final int AT_ONCE = 200;

    /** While this many events wait in the outbox no more are added, since an account needs only its latest. */
    private static final int MOST_WAITING = 1000;

    private static final int AGAIN_AT_ONCE = 50;

    private final Database database;
    private final Outbox outbox;
    private final InstantSource clock;
    private final Executor threads;
    private final Duration again;
    private final AtomicInteger wakeups = new AtomicInteger();

    /** @param again after how long an account is announced again */
    public Announcer(Database database, Outbox outbox, InstantSource clock, Executor threads, Duration again) {
        this.database = database;
        this.outbox = outbox;
        this.clock = clock;
        this.threads = threads;
        this.again = again;
    }

    /** Announces changes soon; to be called after the commit of one. */
    public void wake() {
        if (wakeups.getAndIncrement() == 0) {
            try {
                threads.execute(LogContext.of("identity", this::work));
            } catch (RejectedExecutionException e) {
                LOG.debug("the next start announces what is left");
            }
        }
    }

    private void work() {
        int seen;
        do {
            seen = wakeups.get();
            try {
                announce();
            } catch (RuntimeException | Error e) {
                LOG.warn("accounts are announced later: {}", e.toString());
            }
        } while (!wakeups.compareAndSet(seen, 0));
    }

    /** Announces the changed accounts. */
    public void announce() {
        int announced = AT_ONCE;
        while (announced == AT_ONCE && Announcements.areChanged(database)) {
            announced = announceSome();
        }
    }

    private int announceSome() {
        Instant now = clock.instant();
        return database.transact(tx -> {
            if (outbox.holds(tx, MOST_WAITING)) {
                return 0;
            }
            List<Account> changed = Announcements.takeChanged(tx, AT_ONCE, now);
            outbox.append(
                    tx, changed.stream().map(account -> event(account, now)).toList());
            return changed.size();
        });
    }

    private static AccountUpdated event(Account account, Instant now) {
        return new AccountUpdated(
                account.id(),
                account.version(),
                account.email(),
                account.phone(),
                account.fullName(),
                account.role(),
                account.sessionGeneration(),
                account.banned(),
                now);
    }

    /** Announces some of the accounts again that were last announced long ago. */
    public void announceAgain() {
        Instant now = clock.instant();
        int due = database.transact(tx -> Announcements.repeat(tx, now.minus(again), AGAIN_AT_ONCE));
        if (due > 0) {
            wake();
        }
    }
}
