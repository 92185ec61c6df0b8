package my.kilat.payment.settlement;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A bounded executor for one kind of background work: a number of concurrent tasks, and a bounded queue. Work that is rejected
 * remains in the database, from where it is taken up again. Each kind has a lane of its own, so that slow work of one kind
 * does not delay another.
 */
final class Lane {
    private static final int WAITING_FOR_EACH = 16;

    private final ExecutorService threads;
    private final Semaphore atOnce;
    private final Semaphore room;

    /**
     * @param threads starts a new virtual thread for each task
     * @param atOnce the number of concurrent tasks
     */
    Lane(ExecutorService threads, int atOnce) {
        this.threads = threads;
        this.atOnce = new Semaphore(atOnce);
        this.room = new Semaphore(atOnce * (1 + WAITING_FOR_EACH));
    }

    /** Accepts a task, if there is room for it. */
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

    /** The number of tasks that it would accept now. */
    int room() {
        return room.availablePermits();
    }

    /** Waits until there is room for at least one more; returns false after that time. */
    boolean awaitRoom(Duration longest) throws InterruptedException {
        if (!room.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
        }
        room.release();
        return true;
    }
}
