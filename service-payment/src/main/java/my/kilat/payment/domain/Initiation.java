package my.kilat.payment.domain;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.id.Ids;
import my.kilat.platform.money.Money;
import my.kilat.platform.security.Caller;
import org.jspecify.annotations.Nullable;

/** The decision on a request to pay for a booking. */
public sealed interface Initiation {
    /** The booking has a payment, which is returned. */
    record Existing(Payment payment) implements Initiation {}

    /**
     * A payment on these terms begins.
     *
     * @param releaseTo the runner who gets the money as soon as it is held; null while the ride is not over
     * @param authoriseAt when the money is to be held; null for at once
     */
    record Fresh(
            Terms terms, @Nullable UUID releaseTo, @Nullable Instant authoriseAt) implements Initiation {}

    /**
     * The payment that a caller offers.
     *
     * @param amountCents sen
     * @param currency in any letter case
     * @param method such as {@code card}
     * @param customerEmail perhaps empty
     */
    record Offer(Caller payer, long amountCents, String currency, String method, String customerEmail) {}

    /**
     * Decides on an offer.
     *
     * <p>A booking whose delivery is confirmed can no longer be paid for, unless its money was held until then and lapsed: the
     * runner has earned it, so the owner may pay again, and that payment is released at once.
     *
     * @param booking with enough data
     * @param latest the booking's latest payment
     * @param lapsed whether one of its payments has lapsed
     * @param feePercent the platform's share
     * @param holds by which a ride is planned so far ahead that its money is held later
     * @throws Failure with the reason why it is not accepted
     */
    static Initiation decide(
            BookingFacts booking,
            Optional<Payment> latest,
            boolean lapsed,
            Offer offer,
            int feePercent,
            HoldRules holds,
            Instant now) {
        requireFits(booking, offer);
        if (booking.cancelled()) {
            throw cancelled();
        }
        Optional<Payment> live = latest.filter(Payment::isLive);
        if (live.isPresent()) {
            return existing(live.get());
        }
        if (booking.confirmed() && !lapsed) {
            throw new Failure.Conflict("this booking is completed and cannot be paid for any more");
        }
        Terms terms = terms(
                booking, latest.map(payment -> payment.terms().attempt() + 1).orElse(1), offer, feePercent, now);
        return booking.confirmed()
                ? new Fresh(terms, Objects.requireNonNull(booking.runnerId()), null)
                : new Fresh(terms, null, holds.later(booking.scheduledAt(), now).orElse(null));
    }

    /** The failure of a payment for a cancelled booking. */
    static Failure cancelled() {
        return new Failure.Conflict("this booking was cancelled and cannot be paid for");
    }

    private static void requireFits(BookingFacts booking, Offer offer) {
        if (!offer.payer.userId().equals(booking.ownerId())) {
            throw new Failure.NotAllowed("only the owner of a booking can pay for it");
        }
        if (!offer.currency.toUpperCase(Locale.ROOT).equals(booking.currency())) {
            throw new Failure.Invalid("currency has to be " + booking.currency());
        }
        long price = Objects.requireNonNull(booking.priceCents());
        if (offer.amountCents != price) {
            throw new Failure.Invalid(
                    "amount_cents has to be the price of the booking",
                    "the price is " + price + " sen (" + Money.format(price) + ")");
        }
    }

    private static Initiation existing(Payment payment) {
        return switch (payment.state()) {
            case State.Pending _, State.Held _, State.Released _ -> new Existing(payment);
            case State.Refunded _ ->
                throw new Failure.Conflict("the payment of this booking was refunded; make a new booking");
            case State.Failed _ -> throw new IllegalArgumentException("a failed payment is not live");
        };
    }

    private static Terms terms(BookingFacts booking, int attempt, Offer offer, int feePercent, Instant now) {
        return new Terms(
                Ids.next(),
                booking.id(),
                attempt,
                Objects.requireNonNull(booking.number()),
                offer.payer.userId(),
                Split.of(offer.amountCents, feePercent),
                Objects.requireNonNull(booking.currency()),
                offer.method,
                offer.customerEmail,
                Secret.next(),
                now);
    }

    /** Generates the unguessable part of a link. */
    final class Secret {
        private static final SecureRandom RANDOM = new SecureRandom();
        private static final int BYTES = 16;

        private Secret() {}

        private static String next() {
            byte[] random = new byte[BYTES];
            RANDOM.nextBytes(random);
            return HexFormat.of().formatHex(random);
        }
    }
}
