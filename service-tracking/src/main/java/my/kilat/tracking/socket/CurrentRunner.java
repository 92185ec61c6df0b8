package my.kilat.tracking.socket;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import my.kilat.contract.event.BookingAccepted;
import my.kilat.contract.event.BookingEvent;
import my.kilat.contract.event.BookingRequested;
import org.jspecify.annotations.Nullable;

/**
 * Who has a booking, and who had it before, as far as its followers have been told. Where somebody is who gave it back is no
 * business of theirs any more. Not safe for several threads.
 */
final class CurrentRunner {
    private static final int REMEMBERED = 64;

    private final Set<UUID> before = new HashSet<>();
    private @Nullable UUID now;
    private @Nullable Integer version;

    /** Takes in what happened; returns false for what was overtaken by something told earlier. */
    boolean changeBy(BookingEvent news) {
        return switch (news) {
            case BookingAccepted accepted -> change(accepted.runnerId(), accepted.version());
            case BookingRequested requested when requested.reoffer() -> change(null, requested.version());
            default -> true;
        };
    }

    private boolean change(@Nullable UUID next, @Nullable Integer toldVersion) {
        if (toldVersion != null) {
            if (version != null && toldVersion < version) {
                return false;
            }
            version = toldVersion;
        }
        if (now != null && !now.equals(next)) {
            if (before.size() >= REMEMBERED) {
                before.clear();
            }
            before.add(now);
        }
        if (next != null) {
            before.remove(next);
        }
        now = next;
        return true;
    }

    /** Whether a position of that runner is for followers: not when the runner had the booking and has it no more. */
    boolean include(UUID runner) {
        if (before.contains(runner)) {
            return false;
        }
        if (now == null) {
            now = runner;
        }
        return true;
    }
}
