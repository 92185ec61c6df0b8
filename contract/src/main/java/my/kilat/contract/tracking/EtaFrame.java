package my.kilat.contract.tracking;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An expected arrival, as one text frame of a tracking socket that was opened with {@code events=eta}.
 *
 * @param type always {@code eta}
 * @param bookingId spelled exactly as in the address with which the socket was opened
 * @param pickupAt omitted after the pick-up
 * @param remainingKm kilometres to the next stop, to three decimals
 * @param timestamp the time of the estimate
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EtaFrame(
        String type,
        String bookingId,
        @Nullable Instant pickupAt,
        Instant dropoffAt,
        double remainingKm,
        boolean late,
        Instant timestamp) {

    public static EtaFrame of(String bookingId, Eta eta) {
        return new EtaFrame(
                "eta", bookingId, eta.pickupAt(), eta.dropoffAt(), eta.remainingKm(), eta.late(), eta.updatedAt());
    }
}
