package my.kilat.booking.store;

import java.util.UUID;
import my.kilat.booking.domain.Actor;
import org.jspecify.annotations.Nullable;

/** Maps actors to their columns. */
final class Columns {
    private static final String PLATFORM = "system";

    private Columns() {}

    static @Nullable UUID userId(Actor actor) {
        return actor instanceof Actor.Person person ? person.id() : null;
    }

    static String role(Actor actor) {
        return actor instanceof Actor.Person person ? person.role().word() : PLATFORM;
    }
}
