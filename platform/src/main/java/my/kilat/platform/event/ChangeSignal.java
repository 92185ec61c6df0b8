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
 * Wakes those who wait in this process for news of something. It never tells what the news are, and news that another
 * instance of this service was told do not ring here: so whoever is woken looks, and whoever is not looks now and then.
 */
public final class ChangeSignal {
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final ConcurrentMap<UUID, Listeners> bySubject = new ConcurrentHashMap<>();

    private record Listeners(CountDownLatch rung, int count) {
        Listeners plus(int more) {
            return new Listeners(rung, count + more);
        }
    }

    /**
     * Begins to listen for news of something; open it before doing what may lead to the news, so that no ringing is missed.
     *
     * @param subject the id of what the news are of, such as a booking
     */
    public Waiter waiter(UUID subject) {
        return new Waiter(subject);
    }

    /** Wakes all who listen for news of that. */
    public void signal(UUID subject) {
        Listeners listeners = bySubject.get(subject);
        if (listeners != null) {
            listeners.rung.countDown();
        }
    }

    /** Somebody who listens, until closed. */
    public final class Waiter implements AutoCloseable {
        private final UUID subject;
        private final CountDownLatch rung;

        private Waiter(UUID subject) {
            this.subject = subject;
            this.rung = bySubject.compute(
                            subject,
                            (_, there) -> there == null ? new Listeners(new CountDownLatch(1), 1) : there.plus(1))
                    .rung;
        }

        /**
         * Looks again when the bell rings, and now and then, until what it sees will do, the bell has rung, or the time is
         * up.
         *
         * @param seen what is known at the beginning
         * @return what it saw last
         */
        public <T> T await(T seen, Predicate<T> enough, Supplier<T> look, Duration most) throws InterruptedException {
            long deadline = System.nanoTime() + most.toNanos();
            long left = most.toNanos();
            T last = seen;
            while (!enough.test(last) && left > 0) {
                boolean called = rung.await(Math.min(left, LOOK_EVERY.toNanos()), TimeUnit.NANOSECONDS);
                last = look.get();
                left = called ? 0 : deadline - System.nanoTime();
            }
            return last;
        }

        @Override
        public void close() {
            bySubject.computeIfPresent(subject, (_, there) -> there.count == 1 ? null : there.plus(-1));
        }
    }
}
