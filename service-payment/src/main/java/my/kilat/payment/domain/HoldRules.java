package my.kilat.payment.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rules about the time for which money can be held.
 *
 * @param terms those of the provider
 * @param margin how long before its end a hold is acted upon; shorter than a hold lasts
 * @param authoriseAhead how long before a planned ride its money is held, if it cannot be held from now until then
 */
public record HoldRules(HoldTerms terms, Duration margin, Duration authoriseAhead) {
    private static final int ATTEMPTS_SHARE = 2;

    /** For a provider that states nothing. */
    public static final HoldRules USUAL = new HoldRules(HoldTerms.USUAL, Duration.ofHours(12), Duration.ofHours(24));

    /** When a hold that begins now ends at the provider. */
    Instant endOf(Instant now) {
        return now.plus(terms.lasts());
    }

    /** Until when renewing is tried; the other half of the margin is left for what is done instead. */
    Instant renewalEnd(Hold hold) {
        return hold.until().minus(margin.dividedBy(ATTEMPTS_SHARE));
    }

    /** Whether a hold is so near to its end that something has to be done. */
    boolean isNearEnd(Hold hold, Instant now) {
        return !now.isBefore(hold.until().minus(margin));
    }

    /**
     * When to authorise instead of now, for a ride at that time; empty for now: when the hold lasts until then, or the provider
     * cannot authorise later.
     */
    public Optional<Instant> later(@Nullable Instant scheduledAt, Instant now) {
        return Optional.ofNullable(scheduledAt)
                .filter(start -> terms.storesCards()
                        && start.isAfter(now.plus(terms.lasts()).minus(margin)))
                .map(start -> start.minus(authoriseAhead))
                .filter(now::isBefore);
    }
}
