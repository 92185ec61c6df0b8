package my.kilat.booking.confirmation;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Wakes those who wait in this process for a booking to be completed. It never tells what became of the booking. */
public final class CompletionBell {
    private final ConcurrentMap<UUID, Listeners> byBooking = new ConcurrentHashMap<>();

    private record Listeners(CountDownLatch rung, int count) {
        Listeners plus(int more) {
            return new Listeners(rung, count + more);
        }
    }

    /** Somebody who listens for one booking, from now until closed. */
    public final class Ear implements AutoCloseable {
        private final UUID booking;
        private final CountDownLatch rung;

        private Ear(UUID booking) {
            this.booking = booking;
            this.rung = byBooking.compute(
                            booking,
                            (_, there) -> there == null ? new Listeners(new CountDownLatch(1), 1) : there.plus(1))
                    .rung;
        }

        /**
         * Waits for the bell.
         *
         * @return whether it has rung since this ear was opened
         */
        public boolean await(Duration most) throws InterruptedException {
            return rung.await(most.toNanos(), TimeUnit.NANOSECONDS);
        }

        @Override
        public void close() {
            byBooking.computeIfPresent(booking, (_, there) -> there.count == 1 ? null : there.plus(-1));
        }
    }

    /** Begins to listen; open it before doing what may lead to the completion, so that no ringing is missed. */
    public Ear listenFor(UUID booking) {
        return new Ear(booking);
    }

    /** Wakes all who listen for a booking. */
    public void ring(UUID booking) {
        Listeners listeners = byBooking.get(booking);
        if (listeners != null) {
            listeners.rung.countDown();
        }
    }
}
