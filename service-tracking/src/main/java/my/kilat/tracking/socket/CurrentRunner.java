package my.kilat.tracking.socket;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import my.kilat.contract.event.BookingAccepted;
import my.kilat.contract.event.BookingEvent;
import my.kilat.contract.event.BookingRequested;
import org.jspecify.annotations.Nullable;

/**
 * The runner of a booking as of the last event, and those who had it before, whose positions are not sent to its followers.
 * Not safe for several threads.
 */
final class CurrentRunner {
    private static final int REMEMBERED = 64;

    private final Set<UUID> former = new HashSet<>();
    private @Nullable UUID current;
    private @Nullable Integer version;

    /** Applies an event; returns false for one that is older than an event applied before. */
    boolean apply(BookingEvent news) {
        return switch (news) {
            case BookingAccepted accepted -> change(accepted.runnerId(), accepted.version());
            case BookingRequested requested when requested.reoffer() -> change(null, requested.version());
            default -> true;
        };
    }

    private boolean change(@Nullable UUID next, @Nullable Integer eventVersion) {
        if (eventVersion != null) {
            if (version != null && eventVersion < version) {
                return false;
            }
            version = eventVersion;
        }
        if (current != null && !current.equals(next)) {
            if (former.size() >= REMEMBERED) {
                former.clear();
            }
            former.add(current);
        }
        if (next != null) {
            former.remove(next);
        }
        current = next;
        return true;
    }

    /** Whether positions of that runner may be sent: not when the runner had the booking and does not have it any more. */
    boolean mayBeShown(UUID runner) {
        if (former.contains(runner)) {
            return false;
        }
        if (current == null) {
            current = runner;
        }
        return true;
    }
}
