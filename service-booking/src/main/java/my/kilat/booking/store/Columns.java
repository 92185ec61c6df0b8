package my.kilat.booking.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import my.kilat.booking.domain.Actor;
import org.jspecify.annotations.Nullable;

/** Values as their columns take them. */
final class Columns {
    private static final String PLATFORM = "system";

    private Columns() {}

    static @Nullable OffsetDateTime utc(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }

    static @Nullable UUID userId(Actor actor) {
        return actor instanceof Actor.Person person ? person.id() : null;
    }

    static String role(Actor actor) {
        return actor instanceof Actor.Person person ? person.role().word() : PLATFORM;
    }
}
