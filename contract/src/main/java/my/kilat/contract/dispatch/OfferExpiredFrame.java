package my.kilat.contract.dispatch;

import java.time.Instant;
import java.util.UUID;

/**
 * An offer that was not answered in time, as one text frame of the offers socket.
 *
 * @param type always {@code expired}
 * @param timestamp until when it could have been answered
 */
public record OfferExpiredFrame(String type, UUID offerId, UUID bookingId, Instant timestamp) {

    public static OfferExpiredFrame of(UUID offerId, UUID bookingId, Instant timestamp) {
        return new OfferExpiredFrame("expired", offerId, bookingId, timestamp);
    }
}
