package my.kilat.contract.dispatch;

import java.time.Instant;
import java.util.UUID;

/**
 * An offer that is open no more, as one text frame of the offers socket.
 *
 * @param type always {@code withdrawn}
 * @param timestamp when it ended
 */
public record OfferWithdrawnFrame(
        String type, UUID offerId, UUID bookingId, WithdrawalReason reason, Instant timestamp) {

    public static OfferWithdrawnFrame of(UUID offerId, UUID bookingId, WithdrawalReason reason, Instant timestamp) {
        return new OfferWithdrawnFrame("withdrawn", offerId, bookingId, reason, timestamp);
    }
}
