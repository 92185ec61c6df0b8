package my.kilat.platform.socket;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Frames that wait for one client. When it is full, the oldest replaceable frame makes room; others are never dropped, so with
 * nothing but those in it there is no room. Not safe for several threads.
 */
final class FrameQueue {
    private @Nullable Deque<Frame> frames; // most clients never have to wait

    /** What became of a frame that was added. */
    enum Added {
        /** It waits, and all others as well. */
        QUEUED,
        /** It waits, in the place of an older replaceable frame. */
        REPLACED,
        /** It does not wait: there is no room, and nothing that may be dropped. */
        REJECTED
    }

    /** Adds a frame, of which so many may wait. */
    Added add(Frame frame, int capacity) {
        Deque<Frame> waiting = frames;
        if (waiting == null) {
            waiting = new ArrayDeque<>(4);
            frames = waiting;
        }
        if (waiting.size() < capacity) {
            waiting.add(frame);
            return Added.QUEUED;
        }
        if (!dropOldestReplaceable(waiting)) {
            return Added.REJECTED;
        }
        waiting.add(frame);
        return Added.REPLACED;
    }

    private static boolean dropOldestReplaceable(Deque<Frame> waiting) {
        for (Iterator<Frame> each = waiting.iterator(); each.hasNext(); ) {
            if (each.next().isReplaceable()) {
                each.remove();
                return true;
            }
        }
        return false;
    }

    /** Puts a state before all others, and drops those that are older, or the same. */
    void offerFirst(Frame state) {
        Deque<Frame> waiting = frames == null ? new ArrayDeque<>(4) : frames;
        waiting.removeIf(frame -> frame.isOlderThan(state) || frame.equals(state));
        waiting.addFirst(state);
        frames = waiting;
    }

    /** Takes the frame that is to go next. */
    @Nullable
    Frame poll() {
        Deque<Frame> waiting = frames;
        if (waiting == null) {
            return null;
        }
        Frame next = waiting.poll();
        if (next == null) {
            frames = null;
        }
        return next;
    }

    int size() {
        return frames == null ? 0 : frames.size();
    }

    void clear() {
        frames = null;
    }
}
