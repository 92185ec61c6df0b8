package my.kilat.payment.domain;

import java.time.Instant;
import java.util.UUID;
import my.kilat.contract.event.EscrowCreated;
import my.kilat.contract.event.EscrowHeld;
import my.kilat.contract.event.EscrowRefunded;
import my.kilat.contract.event.EscrowReleased;
import my.kilat.contract.event.PaymentEvent;
import my.kilat.contract.event.PaymentFailed;
import my.kilat.contract.event.PaymentStage;
import org.jspecify.annotations.Nullable;

/** The events that a payment emits. */
final class Announcements {
    private Announcements() {}

    static PaymentEvent created(Terms terms) {
        return new EscrowCreated(
                terms.id(),
                terms.bookingId(),
                terms.ownerId(),
                terms.split().amountCents(),
                terms.currency(),
                terms.createdAt());
    }

    static PaymentEvent held(Terms terms, String providerId, Instant now) {
        return new EscrowHeld(
                terms.id(),
                terms.bookingId(),
                providerId,
                terms.split().amountCents(),
                terms.currency(),
                terms.ownerId(),
                terms.bookingNumber(),
                terms.attempt(),
                now);
    }

    static PaymentEvent released(Terms terms, UUID runnerId, Instant now) {
        return new EscrowReleased(
                terms.id(),
                terms.bookingId(),
                runnerId,
                terms.split().payoutCents(),
                terms.split().feeCents(),
                terms.currency(),
                terms.ownerId(),
                terms.bookingNumber(),
                terms.attempt(),
                now);
    }

    static PaymentEvent refunded(Terms terms, String reason, @Nullable UUID runnerId, Instant now) {
        return new EscrowRefunded(
                terms.id(),
                terms.bookingId(),
                terms.ownerId(),
                terms.split().amountCents(),
                terms.currency(),
                reason,
                runnerId,
                terms.bookingNumber(),
                terms.attempt(),
                now);
    }

    /** The money was never held. */
    static PaymentEvent failed(Terms terms, String reason, Instant now) {
        return failed(terms, PaymentStage.HOLD, reason, null, now);
    }

    /** The money was held, and could be neither kept nor paid out. */
    static PaymentEvent lapsed(Terms terms, String reason, @Nullable UUID runnerId, Instant now) {
        return failed(terms, PaymentStage.RELEASE, reason, runnerId, now);
    }

    private static PaymentEvent failed(
            Terms terms, PaymentStage stage, String reason, @Nullable UUID runnerId, Instant now) {
        return new PaymentFailed(
                terms.id(),
                terms.bookingId(),
                reason,
                terms.ownerId(),
                stage,
                terms.bookingNumber(),
                runnerId,
                terms.attempt(),
                now);
    }
}
