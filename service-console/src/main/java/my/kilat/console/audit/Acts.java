package my.kilat.console.audit;

import java.time.InstantSource;
import my.kilat.console.store.AuditLog;
import my.kilat.console.store.AuditLog.Act;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.security.Caller;
import my.kilat.platform.service.UnknownOutcomeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what administrators ask for, and keeps who did what and why: an entry before, so that nothing is done that is not written
 * down, and one with what came of it. Its outcome begins with {@code refused} if nothing was done, and with {@code unknown} if it may
 * have been done or not. An act whose second entry is missing was under way when this process died.
 */
public final class Acts {
    private static final Logger LOG = LoggerFactory.getLogger(Acts.class);

    private final AuditLog log;
    private final InstantSource clock;

    public Acts(AuditLog log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    /** What is done. */
    @FunctionalInterface
    public interface Work {
        /**
         * Does it, and says in words what came of it.
         *
         * @throws Failure if it was refused, and nothing was done
         * @throws UnknownOutcomeException if it may have been done or not
         */
        String run() throws UnknownOutcomeException;
    }

    /**
     * Does it.
     *
     * @return what came of it, in words
     * @throws Failure.Unavailable if nobody knows what came of it; it says so
     */
    public String run(Caller by, Act act, Work work) {
        log.add(clock.instant(), by, act, "begun");
        String outcome;
        try {
            outcome = work.run();
        } catch (UnknownOutcomeException e) {
            throw unknown(by, act, e.why());
        } catch (Failure e) {
            add(by, act, "refused: " + e.reason());
            throw e;
        } catch (RuntimeException e) {
            LOG.error("{} of {} failed", act.act(), act.target(), e);
            throw unknown(by, act, "the console failed while it was done; its log says why");
        }
        return add(by, act, outcome)
                ? outcome
                : outcome + "; the audit log could not be written, and says that it has begun";
    }

    private Failure unknown(Caller by, Act act, String why) {
        add(by, act, "unknown: " + why);
        return new Failure.Unavailable(
                why + ". It may have been done: look at the " + act.target() + " before you do it again");
    }

    /** What has been done stays done, whether the log can take it or not. */
    private boolean add(Caller by, Act act, String outcome) {
        try {
            log.add(clock.instant(), by, act, outcome);
            return true;
        } catch (RuntimeException e) {
            LOG.error("the audit log lacks the outcome of {} of {}: {}", act.act(), act.target(), outcome, e);
            return false;
        }
    }
}
