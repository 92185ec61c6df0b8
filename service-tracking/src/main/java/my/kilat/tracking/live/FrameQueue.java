package my.kilat.tracking.live;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Frames that wait for one client. When it is full, the oldest position makes room; a change of status is never dropped, so
 * with nothing but those in it the queue grows, by no more than a booking has changes. Not safe for several threads.
 */
final class FrameQueue {
    private final int capacity;
    private @Nullable Deque<Frame> frames; // most clients never have to wait

    FrameQueue(int capacity) {
        this.capacity = capacity;
    }

    /** Adds a frame; returns whether another one had to go. */
    boolean add(Frame frame) {
        Deque<Frame> waiting = frames;
        if (waiting == null) {
            waiting = new ArrayDeque<>(4);
            frames = waiting;
        }
        boolean dropped = waiting.size() >= capacity && dropOldestLocation(waiting);
        waiting.add(frame);
        return dropped;
    }

    private static boolean dropOldestLocation(Deque<Frame> waiting) {
        for (Iterator<Frame> each = waiting.iterator(); each.hasNext(); ) {
            if (each.next().location()) {
                each.remove();
                return true;
            }
        }
        return false;
    }

    /** Puts a position before all others, and drops those that are older. */
    void beginWith(Frame position) {
        Deque<Frame> waiting = frames;
        if (waiting == null) {
            add(position);
        } else {
            waiting.removeIf(frame -> frame.location() && frame.at().isBefore(position.at()));
            waiting.addFirst(position);
        }
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

    void clear() {
        frames = null;
    }
}
