package my.kilat.platform.event;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Wakes threads of this process that wait for a change, such as that of a booking. A signal carries no value: the waiter reads
 * the database. Changes that another instance commits are not signalled here, so waiters also read the database every 500 ms.
 */
public final class ChangeSignal {
    private static final Duration POLL = Duration.ofMillis(500);

    private final ConcurrentMap<UUID, Waiters> bySubject = new ConcurrentHashMap<>();

    private record Waiters(CountDownLatch signalled, int count) {
        Waiters plus(int more) {
            return new Waiters(signalled, count + more);
        }
    }

    /**
     * Registers a waiter. Register before reading the state for the first time, so that no signal is missed.
     *
     * @param subject the id of what may change
     */
    public Waiter waiter(UUID subject) {
        return new Waiter(subject);
    }

    /** Wakes all waiters of a subject. */
    public void signal(UUID subject) {
        Waiters waiters = bySubject.get(subject);
        if (waiters != null) {
            waiters.signalled.countDown();
        }
    }

    /** A registration that lasts until it is closed. */
    public final class Waiter implements AutoCloseable {
        private final UUID subject;
        private final CountDownLatch signalled;

        private Waiter(UUID subject) {
            this.subject = subject;
            this.signalled = bySubject.compute(
                            subject,
                            (_, there) -> there == null ? new Waiters(new CountDownLatch(1), 1) : there.plus(1))
                    .signalled;
        }

        /**
         * Waits until the state is as wanted, the subject has been signalled, or the time is up. It reads the state after the
         * signal and every 500 ms.
         *
         * @param current the state as it was read last
         * @param wanted whether a state ends the wait
         * @param read reads the state
         * @param most how long to wait
         * @return the state that was read last
         */
        public <T> T await(T current, Predicate<T> wanted, Supplier<T> read, Duration most)
                throws InterruptedException {
            long deadline = System.nanoTime() + most.toNanos();
            long left = most.toNanos();
            T last = current;
            while (!wanted.test(last) && left > 0) {
                boolean isSignalled = signalled.await(Math.min(left, POLL.toNanos()), TimeUnit.NANOSECONDS);
                last = read.get();
                left = isSignalled ? 0 : deadline - System.nanoTime();
            }
            return last;
        }

        @Override
        public void close() {
            bySubject.computeIfPresent(subject, (_, there) -> there.count == 1 ? null : there.plus(-1));
        }
    }
}
