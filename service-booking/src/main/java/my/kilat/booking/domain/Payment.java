package my.kilat.booking.domain;

import java.time.Instant;
import java.util.UUID;
import my.kilat.contract.booking.PaymentStatus;
import org.jspecify.annotations.Nullable;

/**
 * What a booking has heard of its payment. News may be late, come twice or overtake each other.
 *
 * @param standing what was heard last
 * @param id the payment it was heard of; a booking whose payment failed may get another
 * @param attempt which payment of the booking it is, from 1; null when the news did not tell
 * @param since when it was heard
 */
public record Payment(
        Standing standing,
        @Nullable UUID id,
        @Nullable Integer attempt,
        @Nullable Instant since) {
    /** Nothing heard yet. */
    public static final Payment NONE = new Payment(Standing.NONE, null, null, null);

    /** How a payment stands. */
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

    /** News of a payment. */
    public static Payment news(Standing standing, UUID id, @Nullable Integer attempt, Instant since) {
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
     * What holds after these news: of one payment, whatever stands further along its way, so that what is late changes
     * nothing; of two payments, the one that was begun later, for it begins only once the other has failed. When it is not
     * told which of two that is, what comes later counts, unless it merely failed where the other was more, or the other is
     * one after which there is no further one.
     */
    public Payment heard(Payment news) {
        if (id == null || id.equals(news.id)) {
            return news.standing.rank > standing.rank ? news : this;
        }
        if (attempt != null && news.attempt != null) {
            return news.attempt > attempt ? news : this;
        }
        boolean merelyFailed = news.standing == Standing.FAILED && standing.rank > Standing.FAILED.rank;
        return merelyFailed || isLast() ? this : news;
    }

    private boolean isLast() {
        return standing == Standing.RELEASED || standing == Standing.REFUNDED;
    }
}
