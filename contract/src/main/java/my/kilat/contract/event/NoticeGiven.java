package my.kilat.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The parties of a booking are to be told something.
 *
 * @param occasion what they are told
 * @param ownerId user id of the owner
 * @param runnerId user id of the runner, only when there is one
 * @param until when the platform acts in place of whoever is reminded, or the moment that is announced; afterwards the notice
 *     is out of date. Missing for a notice that stays true
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NoticeGiven(
        UUID bookingId,
        String bookingNumber,
        NoticeOccasion occasion,
        UUID ownerId,
        @Nullable UUID runnerId,
        @Nullable Instant until,
        Instant occurredAt)
        implements NoticeEvent {

    @Override
    public @Nullable Instant usefulUntil() {
        return until;
    }
}
