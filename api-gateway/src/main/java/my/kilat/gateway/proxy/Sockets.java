package my.kilat.gateway.proxy;

import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import my.kilat.platform.security.Caller;
import org.jspecify.annotations.Nullable;

/** How many WebSockets are open, in all and for each user. */
final class Sockets {
    /** What becomes of one more. */
    enum Entry {
        WELCOME,
        USER_HAS_TOO_MANY,
        FULL
    }

    private final int most;
    private final int mostPerUser;
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentMap<UUID, Integer> byUser = new ConcurrentHashMap<>();

    Sockets(Limits limits) {
        most = limits.sockets();
        mostPerUser = limits.socketsPerUser();
    }

    Entry enter(@Nullable Caller caller) {
        if (open.incrementAndGet() > most) {
            open.decrementAndGet();
            return Entry.FULL;
        }
        if (caller != null && byUser.merge(caller.userId(), 1, Integer::sum) > mostPerUser) {
            leave(caller);
            return Entry.USER_HAS_TOO_MANY;
        }
        return Entry.WELCOME;
    }

    void leave(@Nullable Caller caller) {
        open.decrementAndGet();
        if (caller != null) {
            byUser.computeIfPresent(caller.userId(), (user, count) -> count == 1 ? null : count - 1);
        }
    }

    int open() {
        return open.get();
    }
}
