package my.kilat.tracking.domain;

import java.util.UUID;
import my.kilat.platform.security.Caller;
import org.jspecify.annotations.Nullable;

/**
 * Who may follow a booking: its owner, the runner who has it, and administrators.
 *
 * @param owner user id, as far as it is known
 * @param runner user id, as long as there is one
 */
public record Parties(@Nullable UUID owner, @Nullable UUID runner) {
    /** Whether the caller may. */
    public boolean include(Caller caller) {
        return caller.isAdmin() || isOwner(caller) || caller.userId().equals(runner);
    }

    private boolean isOwner(Caller caller) {
        return caller.userId().equals(owner);
    }

    /** Whether the caller may only for as long as the booking is theirs to carry. */
    public boolean includeAsRunner(Caller caller) {
        return !caller.isAdmin() && !isOwner(caller) && caller.userId().equals(runner);
    }
}
