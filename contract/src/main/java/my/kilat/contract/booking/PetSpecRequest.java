package my.kilat.contract.booking;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pet in a request.
 *
 * @param weightKg kilograms, above 0 and at most 200
 * @param ageMonths months, 0 or more
 */
public record PetSpecRequest(
        PetKind petType,
        @Nullable String breed,
        String name,
        double weightKg,
        @Nullable Integer ageMonths,
        @Nullable List<VaccinationRequest> vaccinations,
        @Nullable String specialNeeds,
        @Nullable String photoUrl) {}
