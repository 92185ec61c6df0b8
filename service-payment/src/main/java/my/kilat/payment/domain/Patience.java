package my.kilat.payment.domain;

import java.time.Duration;

/**
 * How long to wait for what.
 *
 * @param lease how long whoever took up a task may be busy with it; longer than a call to the provider can last
 * @param authoriseWithin how long a payment may be pending before it is given up
 * @param actWithin how long a payer who has to do something at the provider may take, from when the payment begins
 * @param releaseWithin how long paying out may be refused, or go unanswered, before the money is given back instead
 */
public record Patience(Duration lease, Duration authoriseWithin, Duration actWithin, Duration releaseWithin) {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final int DOUBLINGS = 6;

    /** The pause after an attempt without result: a second, doubled with each further one up to about a minute. */
    Duration pause(int tries) {
        return FIRST.multipliedBy(1L << Math.min(tries, DOUBLINGS));
    }
}
