package my.kilat.booking.domain;

import java.time.Instant;
import java.util.UUID;
import my.kilat.contract.booking.PaymentStatus;
import org.jspecify.annotations.Nullable;

/**
 * What a booking has heard of its payment. News may be late, come twice or overtake each other.
 *
 * @param status what was heard last
 * @param id the payment it was heard of; a booking whose payment failed may get another
 * @param since when that happened
 */
public record Payment(
        PaymentStatus status, @Nullable UUID id, @Nullable Instant since) {
    /** Nothing heard yet. */
    public static final Payment NONE = new Payment(PaymentStatus.NONE, null, null);

    /** News of a payment. */
    public static Payment news(PaymentStatus status, UUID id, Instant since) {
        return new Payment(status, id, since);
    }

    /** Whether the owner's money is held. */
    public boolean isHeld() {
        return status == PaymentStatus.HELD;
    }

    /**
     * What holds after these news: of one payment, whatever stands further along its way, so that what is late changes
     * nothing; of two payments, the later one, unless it merely failed where the other holds money.
     */
    public Payment heard(Payment news) {
        if (since == null || news.since == null) {
            return news;
        }
        if (news.id != null && news.id.equals(id)) {
            return rank(news.status) > rank(status) ? news : this;
        }
        boolean failedBeside =
                news.status == PaymentStatus.FAILED && rank(status) > rank(PaymentStatus.FAILED) && !isRefunded();
        return failedBeside || news.since.isBefore(since) ? this : news;
    }

    private boolean isRefunded() {
        return status == PaymentStatus.REFUNDED;
    }

    private static int rank(PaymentStatus status) {
        return switch (status) {
            case NONE -> 0;
            case PENDING -> 1;
            case FAILED -> 2;
            case HELD -> 3;
            case RELEASED, REFUNDED -> 4;
        };
    }
}
