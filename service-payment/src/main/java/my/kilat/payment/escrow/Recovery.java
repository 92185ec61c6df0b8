package my.kilat.payment.escrow;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import my.kilat.payment.domain.Patience;
import my.kilat.payment.domain.Payment;
import my.kilat.payment.domain.Task;

/**
 * Takes up what was left half-way: by a process that died, by a provider that gave no answer, by a database that went
 * away. A task belongs to whoever holds its lease; one whose lease has ended belongs to the first who claims it. Each kind of
 * task is looked for by itself, and no more of it is claimed than there is room for.
 */
public final class Recovery {
    private static final int MOST_AT_ONCE = 100;
    private static final Duration WAIT_FOR_ROOM = Duration.ofSeconds(5);

    private final Payments payments;
    private final Settlement settlement;
    private final InstantSource clock;
    private final Patience patience;

    public Recovery(Payments payments, Settlement settlement, InstantSource clock, Patience patience) {
        this.payments = payments;
        this.settlement = settlement;
        this.clock = clock;
        this.patience = patience;
    }

    /** Takes up every task of that kind that is due, as quickly as there is room for them. */
    public void run(Task task) {
        Lane lane = settlement.lane(task);
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
            Instant now = clock.instant();
            claimed = payments.claimDue(task, now, now.plus(patience.lease()), most);
            settlement.resumeSoon(claimed);
        } while (claimed.size() == most);
    }
}
