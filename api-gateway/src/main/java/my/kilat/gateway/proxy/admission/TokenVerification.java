package my.kilat.gateway.proxy.admission;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import my.kilat.gateway.proxy.exchange.AdmissionState;
import my.kilat.gateway.proxy.exchange.Exchange;
import my.kilat.gateway.upstream.HoldTime;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.security.Caller;
import my.kilat.platform.security.InvalidTokenException;
import my.kilat.platform.security.TokenVerifier;
import org.jspecify.annotations.Nullable;

/**
 * Verifies tokens that are not in the cache, on virtual threads: checking a signature takes time, and the first may have to
 * wait for the keys. Meanwhile the request waits unread.
 */
public final class TokenVerification {
    private static final int MOST_AT_A_TIME = 256;
    /** The upper limit of {@code Retry-After}, however long the keys have been unavailable. */
    private static final long LONGEST_WAIT = Duration.ofSeconds(30).toNanos();

    private final TokenVerifier verifier;
    private final Executor threads;
    private final Semaphore slots = new Semaphore(MOST_AT_A_TIME);
    private final HoldTime held = new HoldTime();
    private volatile long unsureSince;
    private volatile boolean unsure;

    public TokenVerification(TokenVerifier verifier, Executor threads) {
        this.verifier = verifier;
        this.threads = threads;
    }

    /** Starts a verification; returns false if too many are in progress. */
    boolean begin(Exchange exchange, String token) {
        if (!slots.tryAcquire()) {
            return false;
        }
        long number = exchange.number();
        long since = exchange.loop().now();
        threads.execute(() -> {
            Caller caller = null;
            AdmissionState.Verdict verdict = AdmissionState.Verdict.UNSURE;
            try {
                caller = verifier.verify(token);
                verdict = AdmissionState.Verdict.GOOD;
                unsure = false;
            } catch (InvalidTokenException e) {
                verdict = AdmissionState.Verdict.BAD;
                unsure = false;
            } catch (Failure.Unavailable e) {
                becameUnsure();
            } finally {
                slots.release();
                held.add(since, System.nanoTime());
                tell(exchange, number, caller, verdict);
            }
        });
        return true;
    }

    private synchronized void becameUnsure() {
        if (!unsure) {
            unsure = true;
            unsureSince = System.nanoTime();
        }
    }

    /** The nanoseconds after which the verifications in progress are expected to be done. */
    long freeIn(long now) {
        return held.expected(now);
    }

    /**
     * The nanoseconds after which the keys are expected to be available, which is unknown: as long as they have been
     * unavailable.
     */
    long sureIn(long now) {
        return Math.min(LONGEST_WAIT, now - unsureSince);
    }

    private static void tell(Exchange exchange, long number, @Nullable Caller caller, AdmissionState.Verdict verdict) {
        exchange.loop().eventLoop().execute(() -> {
            if (exchange.is(number)) {
                exchange.admission().verified(caller, verdict);
            }
        });
    }
}
