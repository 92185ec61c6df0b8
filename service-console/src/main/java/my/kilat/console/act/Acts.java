package my.kilat.console.act;

import java.time.InstantSource;
import java.util.function.Supplier;
import my.kilat.console.store.AuditLog;
import my.kilat.console.store.AuditLog.Act;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.security.Caller;

/**
 * Does what administrators ask for, and keeps who did what and why: an entry before, so that nothing is done that is not written
 * down, and one with what came of it. An act whose second entry is missing was under way when this process died.
 */
public final class Acts {
    private final AuditLog log;
    private final InstantSource clock;

    public Acts(AuditLog log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    /**
     * Does it.
     *
     * @param work says in words what came of it
     */
    String run(Caller by, Act act, Supplier<String> work) {
        log.add(clock.instant(), by, act, "begun");
        try {
            String outcome = work.get();
            log.add(clock.instant(), by, act, outcome);
            return outcome;
        } catch (Failure e) {
            log.add(clock.instant(), by, act, "refused: " + e.reason());
            throw e;
        } catch (RuntimeException e) {
            log.add(clock.instant(), by, act, "failed");
            throw e;
        }
    }
}
