package my.kilat.booking.domain;

import java.time.Instant;
import java.util.UUID;
import my.kilat.contract.booking.PaymentStatus;
import org.jspecify.annotations.Nullable;

/**
 * The payment of a booking according to its events, which may come late, twice or out of order.
 *
 * @param standing the furthest step that is known
 * @param id of the payment; a booking whose payment failed may get another
 * @param attempt the number of the payment within the booking, from 1; null if the event did not contain it
 * @param since when that event was applied
 */
public record Payment(
        Standing standing,
        @Nullable UUID id,
        @Nullable Integer attempt,
        @Nullable Instant since) {
    /** Nothing is known yet. */
    public static final Payment NONE = new Payment(Standing.NONE, null, null, null);

    /** The state of a payment. */
    public enum Standing {
        /** There is none. */
        NONE(PaymentStatus.NONE, 0),
        /** The money is being asked for. */
        PENDING(PaymentStatus.PENDING, 1),
        /** The money was never held. */
        FAILED(PaymentStatus.FAILED, 2),
        /** The money is held. */
        HELD(PaymentStatus.HELD, 3),
        /** The money was held, could not be paid out, and is back with the owner. */
        LAPSED(PaymentStatus.FAILED, 4),
        /** The runner is paid. */
        RELEASED(PaymentStatus.RELEASED, 4),
        /** The owner has it back. */
        REFUNDED(PaymentStatus.REFUNDED, 4);

        private final PaymentStatus status;

        /** How far along its way a payment is; none of the same rank follows another. */
        private final int rank;

        Standing(PaymentStatus status, int rank) {
            this.status = status;
            this.rank = rank;
        }
    }

    /** A payment as an event, or the payment service, describes it. */
    public static Payment of(Standing standing, UUID id, @Nullable Integer attempt, Instant since) {
        return new Payment(standing, id, attempt, since);
    }

    /** As others are shown it. */
    public PaymentStatus status() {
        return standing.status;
    }

    /** Whether the owner's money is held. */
    public boolean isHeld() {
        return standing == Standing.HELD;
    }

    /** Whether it was held and is gone again, so that somebody who has earned it has not got it. */
    public boolean isLapsed() {
        return standing == Standing.LAPSED;
    }

    /** Whether money may still come: it is being asked for, or the owner may pay again. */
    public boolean mayStillCome() {
        return standing == Standing.PENDING || standing == Standing.FAILED || standing == Standing.LAPSED;
    }

    /**
     * This payment after an update. Of one payment the step further along its way counts, so that a late event changes nothing;
     * of two payments the one that began later, for it begins only after the other has failed. When the attempts are not known,
     * the update counts, unless it says that a payment failed where the other one got further, or the other one is released or
     * refunded, after which there is no further payment.
     */
    public Payment merge(Payment update) {
        if (id == null || id.equals(update.id)) {
            return update.standing.rank > standing.rank ? update : this;
        }
        if (attempt != null && update.attempt != null) {
            return update.attempt > attempt ? update.after(this) : after(update);
        }
        boolean merelyFailed = update.standing == Standing.FAILED && standing.rank > Standing.FAILED.rank;
        return merelyFailed || isLast() ? this : update;
    }

    /** An attempt that failed does not settle what is owed since the money of an earlier one lapsed. */
    private Payment after(Payment earlier) {
        return earlier.isLapsed() && standing == Standing.FAILED
                ? new Payment(Standing.LAPSED, id, attempt, since)
                : this;
    }

    private boolean isLast() {
        return standing == Standing.RELEASED || standing == Standing.REFUNDED;
    }
}
