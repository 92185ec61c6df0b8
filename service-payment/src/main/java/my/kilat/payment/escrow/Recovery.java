package my.kilat.payment.escrow;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import my.kilat.payment.domain.Patience;
import my.kilat.payment.domain.Payment;

/**
 * Takes up what was left half-way: by a process that died, by a provider that gave no answer, by a database that went
 * away. A task belongs to whoever holds its lease; one whose lease has ended belongs to the first who claims it.
 */
public final class Recovery {
    private static final int AT_ONCE = 100;

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

    /** Takes up everything that is due. */
    public void run() {
        List<Payment> claimed;
        do {
            Instant now = clock.instant();
            claimed = payments.claimDue(now, now.plus(patience.lease()), AT_ONCE);
            settlement.resumeSoon(claimed);
        } while (claimed.size() == AT_ONCE);
    }
}
