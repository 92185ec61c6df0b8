package my.kilat.identity.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import my.kilat.platform.database.Database;

/**
 * The clock of the database, which all instances share: whether a token's grace period is over must not depend on the
 * instance. It is shifted with this process's own clock, which only tests move.
 */
final class SharedClock {
    private final InstantSource clock;

    SharedClock(InstantSource clock) {
        this.clock = clock;
    }

    /** The shifted time for a reading of the database's clock. */
    Instant at(Instant read) {
        return read.plus(Duration.between(Instant.now(), clock.instant()));
    }

    /** The current time. */
    Instant ask(Database database) {
        return at(database.now());
    }
}
