package my.kilat.payment.settlement;

import java.time.Instant;
import java.util.Optional;
import my.kilat.payment.domain.Answer;
import my.kilat.payment.domain.Provider;
import my.kilat.payment.store.Holds;

/**
 * Asks the provider to end holds that their payments do not keep, until it has: after a renewal the one before, after a renewal
 * that came to nothing the one that may have been made. The payment itself does not wait for that.
 */
public final class HoldEndings {
    private static final int MOST_AT_ONCE = 1_000;

    private final Holds holds;
    private final Provider provider;
    private final Timing timing;

    public HoldEndings(Holds holds, Provider provider, Timing timing) {
        this.holds = holds;
        this.provider = provider;
        this.timing = timing;
    }

    /** Asks about all that are due, one after the other; each belongs to the one instance that has claimed it. */
    public void run() {
        for (int i = 0; i < MOST_AT_ONCE; i++) {
            Instant now = timing.now();
            Optional<Holds.ToEnd> claimed = holds.claim(now, timing.leaseFrom(now));
            if (claimed.isEmpty()) {
                return;
            }
            end(claimed.get());
        }
    }

    private void end(Holds.ToEnd hold) {
        if (provider.giveBack(hold.payment().charge(hold.number())) instanceof Answer.GivenBack) {
            holds.remove(hold);
        } else {
            holds.postpone(hold, timing.now().plus(timing.patience().pause(hold.tries())));
        }
    }
}
