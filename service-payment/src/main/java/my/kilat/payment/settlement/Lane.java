package my.kilat.payment.settlement;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Background work of one kind: so much of it at once, and so much more that waits for its turn. What finds no room is left
 * in the database, from where it is taken up again. Each kind has a lane of its own, so that slow work of one kind never keeps
 * another waiting.
 */
final class Lane {
    private static final int WAITING_FOR_EACH = 16;

    private final ExecutorService threads;
    private final Semaphore atOnce;
    private final Semaphore room;

    /**
     * A lane.
     *
     * @param threads a new virtual thread for each piece of work
     * @param atOnce how many pieces are worked on at once
     */
    Lane(ExecutorService threads, int atOnce) {
        this.threads = threads;
        this.atOnce = new Semaphore(atOnce);
        this.room = new Semaphore(atOnce * (1 + WAITING_FOR_EACH));
    }

    /** Takes a piece of work, if there is room for it. */
    boolean offer(Runnable work) {
        if (!room.tryAcquire()) {
            return false;
        }
        try {
            threads.execute(() -> {
                try {
                    inTurn(work);
                } finally {
                    room.release();
                }
            });
            return true;
        } catch (RejectedExecutionException e) {
            room.release();
            return false;
        }
    }

    private void inTurn(Runnable work) {
        atOnce.acquireUninterruptibly();
        try {
            work.run();
        } finally {
            atOnce.release();
        }
    }

    /** How many more pieces it would take now. */
    int room() {
        return room.availablePermits();
    }

    /** Waits until there is room for at least one more; false if there was none for so long. */
    boolean awaitRoom(Duration longest) throws InterruptedException {
        if (!room.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
        }
        room.release();
        return true;
    }
}
