package my.kilat.gateway.proxy.exchange;

import java.util.ArrayDeque;
import my.kilat.gateway.wire.RequestHead;

/**
 * Copies of request heads whose admission waits. The event loop reads all heads into one buffer, so a waiting request keeps a
 * copy of its own, with the parsed positions, and is not parsed again. Copies are reused.
 */
public final class ParkedHeads {
    private static final int MOST_KEPT = 64;

    private final ArrayDeque<RequestHead> free = new ArrayDeque<>();

    /** A copy of a head, to be released. */
    RequestHead park(RequestHead head) {
        RequestHead known = free.pollLast();
        RequestHead copy = known == null ? new RequestHead() : known;
        copy.copy(head);
        return copy;
    }

    /** Returns a copy for reuse. */
    void release(RequestHead copy) {
        if (free.size() < MOST_KEPT) {
            free.addLast(copy);
        }
    }
}
