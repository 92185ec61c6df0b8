package my.kilat.payment.domain;

import java.time.Duration;

/**
 * Timeouts of payments.
 *
 * @param lease how long a claimed task may take; longer than a call to the provider can
 * @param authoriseWithin how long a payment may be pending before it is given up
 * @param actWithin how long a payer may take for an action at the provider, from when the payment begins
 * @param releaseWithin how long a release may be refused or unanswered before the money is given back instead
 * @param holds the rules about the time for which money can be held
 */
public record Patience(
        Duration lease, Duration authoriseWithin, Duration actWithin, Duration releaseWithin, HoldRules holds) {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final int DOUBLINGS = 6;

    /** The pause after an attempt without result: a second, doubled with each further one up to about a minute. */
    public Duration pause(int tries) {
        return FIRST.multipliedBy(1L << Math.min(tries, DOUBLINGS));
    }

    /**
     * How long a card that is kept may be refused an answer: nobody waits for it, and half of the time before the ride is left to
     * pay in another way.
     */
    Duration authoriseKeptWithin() {
        Duration half = holds.authoriseAhead().dividedBy(2);
        return half.compareTo(authoriseWithin) > 0 ? half : authoriseWithin;
    }
}
