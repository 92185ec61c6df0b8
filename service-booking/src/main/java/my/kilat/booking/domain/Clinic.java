package my.kilat.booking.domain;

import java.time.Instant;
import java.util.UUID;
import my.kilat.platform.geo.Position;
import org.jspecify.annotations.Nullable;

/**
 * A veterinary clinic of the directory.
 *
 * @param externalId the key of the clinic where its data comes from; null if there is none
 * @param openAllHours never closed, and {@code hours} is empty then
 * @param active whether it is shown to the parties of a booking
 * @param updatedBy user id of the administrator who wrote it last
 */
public record Clinic(
        UUID id,
        @Nullable String externalId,
        String name,
        String phone,
        String address,
        Position place,
        boolean openAllHours,
        WeeklyHours hours,
        boolean active,
        UUID updatedBy,
        Instant updatedAt) {

    /** When it is open, in every case. */
    public WeeklyHours openingHours() {
        return openAllHours ? WeeklyHours.ALWAYS : hours;
    }
}
