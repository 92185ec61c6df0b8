package my.kilat.booking.domain;

import java.math.BigDecimal;
import my.kilat.contract.booking.CrateRequirement;
import my.kilat.contract.booking.CrateSize;
import my.kilat.contract.booking.PetSpec;
import my.kilat.contract.booking.PetType;

/** Determines the crate that a pet needs. */
final class Crates {
    private static final BigDecimal RESERVE = new BigDecimal("1.2");

    private Crates() {}

    static CrateRequirement requiredFor(PetSpec pet) {
        return new CrateRequirement(
                size(pet.weightKg()),
                true,
                pet.petType() == PetType.REPTILE,
                // in decimals, for 12 kg ask for 14.4 kg and not for 14.399999999999999
                BigDecimal.valueOf(pet.weightKg()).multiply(RESERVE).doubleValue());
    }

    private static CrateSize size(double weightKg) {
        if (weightKg <= 5) {
            return CrateSize.SMALL;
        }
        if (weightKg <= 15) {
            return CrateSize.MEDIUM;
        }
        return weightKg <= 30 ? CrateSize.LARGE : CrateSize.XLARGE;
    }
}
