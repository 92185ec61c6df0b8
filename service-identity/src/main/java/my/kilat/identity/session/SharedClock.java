package my.kilat.identity.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import my.kilat.platform.database.Database;

/**
 * The clock of the database, which all instances share: whether a token was used too long ago must not depend on which of
 * them looks. It is moved as far as this process's own clock is moved, which nobody but a test does.
 */
final class SharedClock {
    private final InstantSource clock;

    SharedClock(InstantSource clock) {
        this.clock = clock;
    }

    /** The time when the database said that it is this late. */
    Instant at(Instant read) {
        return read.plus(Duration.between(Instant.now(), clock.instant()));
    }

    /** The time now. */
    Instant ask(Database database) {
        return at(database.now());
    }
}
