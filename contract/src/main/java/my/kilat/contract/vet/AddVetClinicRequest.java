package my.kilat.contract.vet;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A veterinary clinic that is added to the directory, alone or by an import.
 *
 * @param externalId the key of the clinic where its data comes from; an import needs it
 * @param latitude degrees, -90 to 90
 * @param longitude degrees, -180 to 180
 * @param openingHours needed unless it is open at all hours
 * @param openAllHours false when missing
 * @param active whether it is shown to runners and owners, true when missing
 */
public record AddVetClinicRequest(
        @Nullable String externalId,
        String name,
        String phone,
        String address,
        double latitude,
        double longitude,
        @Nullable List<OpeningHoursRequest> openingHours,
        @Nullable Boolean openAllHours,
        @Nullable Boolean active) {}
