package my.kilat.contract.vet;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that can be changed of a veterinary clinic; its {@code external_id} stays.
 *
 * @param latitude degrees, -90 to 90
 * @param longitude degrees, -180 to 180
 * @param openingHours needed unless it is open at all hours
 * @param openAllHours false when missing
 * @param active whether it is shown to runners and owners, true when missing
 */
public record ReplaceVetClinicRequest(
        String name,
        String phone,
        String address,
        double latitude,
        double longitude,
        @Nullable List<OpeningHoursRequest> openingHours,
        @Nullable Boolean openAllHours,
        @Nullable Boolean active) {}
