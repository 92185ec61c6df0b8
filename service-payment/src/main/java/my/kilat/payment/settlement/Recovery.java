package my.kilat.payment.settlement;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import my.kilat.payment.domain.Payment;
import my.kilat.payment.domain.Task;
import my.kilat.payment.store.Payments;

/**
 * Resumes unfinished tasks: of a process that died, of a provider that did not respond, of a database that was unreachable. A
 * task belongs to the holder of its lease; one whose lease has expired belongs to the first who claims it. Each kind of task
 * is searched for separately, and no more is claimed than its lane has room for.
 */
public final class Recovery {
    private static final int MOST_AT_ONCE = 100;
    private static final Duration WAIT_FOR_ROOM = Duration.ofSeconds(5);

    private final Payments payments;
    private final Settlement settlement;
    private final Lanes lanes;
    private final Timing timing;

    public Recovery(Payments payments, Settlement settlement, Lanes lanes, Timing timing) {
        this.payments = payments;
        this.settlement = settlement;
        this.lanes = lanes;
        this.timing = timing;
    }

    /** Resumes every task of that kind that is due, as fast as its lane has room. */
    public void run(Task task) {
        Lane lane = lanes.of(task);
        int most;
        List<Payment> claimed;
        do {
            try {
                if (!lane.awaitRoom(WAIT_FOR_ROOM)) {
                    return;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            most = Math.clamp(lane.room(), 1, MOST_AT_ONCE);
            Instant now = timing.now();
            claimed = payments.claimDue(task, now, timing.leaseFrom(now), most);
            settlement.resumeSoon(claimed);
        } while (claimed.size() == most);
    }
}
