package my.kilat.contract.booking;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pet of a booking. Texts are never missing, only empty.
 *
 * @param petType one of the six types
 * @param petTypeLabel the kind that the client sent, such as {@code hamster}
 * @param weightKg kilograms, above 0
 * @param ageMonths months, 0 when unknown
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PetSpec(
        PetType petType,
        @Nullable PetKind petTypeLabel,
        String breed,
        String name,
        double weightKg,
        int ageMonths,
        List<Vaccination> vaccinations,
        String specialNeeds,
        String photoUrl) {}
