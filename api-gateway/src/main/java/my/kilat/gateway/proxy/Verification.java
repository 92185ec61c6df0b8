package my.kilat.gateway.proxy;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.security.Caller;
import my.kilat.platform.security.InvalidTokenException;
import my.kilat.platform.security.TokenVerifier;
import org.jspecify.annotations.Nullable;

/**
 * Verifies tokens that have not been seen before, on virtual threads: a signature takes time, and the first may have to
 * wait for the keys. Meanwhile the request waits unread.
 */
final class Verification {
    private static final int MOST_AT_A_TIME = 256;

    private final TokenVerifier verifier;
    private final ExecutorService threads;
    private final Semaphore places = new Semaphore(MOST_AT_A_TIME);

    Verification(TokenVerifier verifier, ExecutorService threads) {
        this.verifier = verifier;
        this.threads = threads;
    }

    /** Begins; false when too many are under way. */
    boolean begin(Exchange exchange, String token) {
        if (!places.tryAcquire()) {
            return false;
        }
        long number = exchange.trail.number();
        threads.execute(() -> {
            Caller caller = null;
            Exchange.Verdict verdict = Exchange.Verdict.UNSURE;
            try {
                caller = verifier.verify(token);
                verdict = Exchange.Verdict.GOOD;
            } catch (InvalidTokenException e) {
                verdict = Exchange.Verdict.BAD;
            } catch (Failure.Unavailable e) {
                verdict = Exchange.Verdict.UNSURE;
            } finally {
                places.release();
                tell(exchange, number, caller, verdict);
            }
        });
        return true;
    }

    private static void tell(Exchange exchange, long number, @Nullable Caller caller, Exchange.Verdict verdict) {
        exchange.lane.loop.execute(() -> {
            if (exchange.is(number)) {
                exchange.caller = caller;
                exchange.verdict = verdict;
                exchange.client.readAgain();
            }
        });
    }
}
