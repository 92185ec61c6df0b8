package my.kilat.gateway.proxy.policy;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import my.kilat.contract.identity.Role;
import my.kilat.gateway.proxy.loop.Limits;
import my.kilat.gateway.proxy.loop.Timeouts;
import my.kilat.gateway.upstream.HoldTime;
import my.kilat.platform.security.Caller;
import org.jspecify.annotations.Nullable;

/**
 * The open WebSockets, in total and for each user. A phone that changes its network leaves a socket behind that appears open
 * for a minute, so a user at the limit is not refused at once: all of the user's sockets are pinged, and of those that do not
 * answer, the one that has been silent longest is closed. If all answer, the new one is refused: closing a live one would only
 * make its owner reopen it.
 */
public final class OpenSockets {
    private final Limits limits;
    private final long probe;
    private final HoldTime life = new HoldTime();
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentMap<UUID, List<Slot>> byUser = new ConcurrentHashMap<>();

    public OpenSockets(Limits limits, Timeouts timeouts) {
        this.limits = limits;
        this.probe = timeouts.socketProbe().toNanos();
    }

    /** An open WebSocket. */
    public interface Socket {
        /** Pings the client. Called on the socket's event loop. */
        void askForLife();

        /** Another socket replaces it. Called on the socket's event loop. */
        void displaced();
    }

    /** The result of a request for one more. */
    public sealed interface Entry {
        /** It has a slot. */
        record Welcome(Slot slot) implements Entry {}

        /** The others have been pinged; after this many nanoseconds it is known which of them did not answer. */
        record Ask(long nanos) implements Entry {}

        /** All of the user's sockets answer. */
        record UserHasTooMany(RetryAfter after) implements Entry {}

        /** There are too many in total. */
        record Full(RetryAfter after) implements Entry {}
    }

    /** The slot of one socket, and its activity. */
    public final class Slot {
        private final @Nullable UUID user;
        private final EventLoop eventLoop;
        private final long since;
        private final AtomicLong heard;
        private final AtomicBoolean left = new AtomicBoolean();
        private volatile @Nullable Socket socket;
        /** The time of the last ping; guarded by the user's entry in the map. */
        private long asked;

        private boolean wasAsked;

        private Slot(@Nullable UUID user, EventLoop eventLoop, long now) {
            this.user = user;
            this.eventLoop = eventLoop;
            this.since = now;
            this.heard = new AtomicLong(now);
        }

        /** It has become a WebSocket; before that it cannot be pinged. */
        public void opened(Socket through) {
            socket = through;
        }

        /** The client has sent something. */
        public void heard(long now) {
            heard.setOpaque(now);
        }

        /** Releases the slot; doing so again has no effect. */
        public void leave(long now) {
            if (left.compareAndSet(false, true)) {
                open.decrementAndGet();
                life.add(since, now);
                if (user != null) {
                    byUser.computeIfPresent(user, (any, slots) -> {
                        slots.remove(this);
                        return slots.isEmpty() ? null : slots;
                    });
                }
            }
        }

        private boolean isSilent(long now) {
            return wasAsked && now - asked >= probe && heard.getOpaque() - asked < 0;
        }

        private void ask(long now) {
            Socket through = socket;
            if (through != null && (!wasAsked || heard.getOpaque() - asked >= 0)) {
                wasAsked = true;
                asked = now;
                eventLoop.execute(through::askForLife);
            }
        }

        private void displace(long now) {
            leave(now);
            Socket through = socket;
            if (through != null) {
                eventLoop.execute(through::displaced);
            }
        }
    }

    /**
     * Takes a slot for one more.
     *
     * @param asked whether the user's sockets were pinged for it before
     */
    public Entry enter(@Nullable Caller caller, EventLoop eventLoop, long now, boolean asked) {
        if (open.incrementAndGet() > limits.sockets()) {
            open.decrementAndGet();
            return new Entry.Full(freeIn(now, limits.sockets()));
        }
        Slot slot = new Slot(caller == null ? null : caller.userId(), eventLoop, now);
        if (caller == null) {
            return new Entry.Welcome(slot);
        }
        var attempt = new Attempt(slot, limit(caller.role()), now, asked);
        byUser.compute(caller.userId(), (user, slots) -> attempt.among(slots == null ? new ArrayList<>(2) : slots));
        Slot displaced = attempt.displaced;
        if (displaced != null) {
            displaced.displace(now);
        }
        if (!(attempt.entry instanceof Entry.Welcome)) {
            open.decrementAndGet();
        }
        return attempt.entry;
    }

    private int limit(Role role) {
        return switch (role) {
            case ADMIN -> limits.socketsPerOperator();
            case OWNER, RUNNER, SHOP, OPERATOR -> limits.socketsPerUser();
        };
    }

    /** The expected time until one of {@code many} is closed, from how long they live. */
    private RetryAfter freeIn(long now, int many) {
        return RetryAfter.nanos(life.expected(now) / Math.max(1, many));
    }

    /** An attempt to add one more to the sockets of a user; decided while the user's entry is locked. */
    private final class Attempt {
        private final Slot slot;
        private final int limit;
        private final long now;
        private final boolean asked;
        private @Nullable Slot displaced;
        private Entry entry;

        Attempt(Slot slot, int limit, long now, boolean asked) {
            this.slot = slot;
            this.limit = limit;
            this.now = now;
            this.asked = asked;
            this.entry = new Entry.Welcome(slot);
        }

        List<Slot> among(List<Slot> slots) {
            if (slots.size() >= limit) {
                displaced = longestSilent(slots);
                if (displaced == null) {
                    entry = asked ? new Entry.UserHasTooMany(freeIn(now, limit)) : ask(slots);
                    return slots;
                }
                slots.remove(displaced);
            }
            slots.add(slot);
            return slots;
        }

        private Entry ask(List<Slot> slots) {
            slots.forEach(other -> other.ask(now));
            return new Entry.Ask(probe);
        }

        private @Nullable Slot longestSilent(List<Slot> slots) {
            Slot longest = null;
            for (Slot other : slots) {
                if (other.isSilent(now)
                        && (longest == null || other.heard.getOpaque() - longest.heard.getOpaque() < 0)) {
                    longest = other;
                }
            }
            return longest;
        }
    }

    public int open() {
        return open.get();
    }
}
