package my.kilat.contract.internal;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;
import my.kilat.contract.booking.BookingStatus;
import org.jspecify.annotations.Nullable;

/**
 * The state of a booking that affects its money.
 *
 * @param priceCents sen
 * @param currency always {@code MYR}
 * @param runnerId user id of the runner, from the acceptance on
 * @param confirmed whether the delivery was confirmed so that the money is released: by the owner, by the timer in the owner's
 *     place, or by the runner where that is enough
 * @param cancelNote the reason of a cancellation, perhaps empty
 * @param version raised with every step of the booking
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BookingStanding(
        UUID bookingId,
        String bookingNumber,
        UUID ownerId,
        long priceCents,
        String currency,
        BookingStatus status,
        @Nullable UUID runnerId,
        boolean confirmed,
        String cancelNote,
        int version) {}
