package my.kilat.dispatch.domain;

import java.util.List;
import my.kilat.contract.booking.CrateRequirement;
import my.kilat.contract.booking.PetKind;
import my.kilat.contract.runner.Crate;

/**
 * What a pet needs of the vehicle that carries it.
 *
 * @param pet the kind of pet
 * @param crate the crate that the booking requires
 */
public record Need(PetKind pet, CrateRequirement crate) {

    /** Whether this runner can carry the pet: what needs its temperature kept needs the vehicle for that as well. */
    boolean isMetBy(Candidate runner) {
        return isMetBy(runner.crates()) && (runner.airConditioned() || !crate.needsTempControl());
    }

    /** Whether one of these crates will do. */
    boolean isMetBy(List<Crate> crates) {
        return crates.stream().anyMatch(this::fits);
    }

    private boolean fits(Crate offered) {
        return takes(offered)
                && offered.size().compareTo(crate.minimumSize()) >= 0
                && offered.maxWeightKg() >= crate.minimumWeightCapacity()
                && (offered.ventilated() || !crate.needsVentilation())
                && (offered.temperatureControlled() || !crate.needsTempControl());
    }

    /** A crate for other pets takes every kind that counts as other. */
    private boolean takes(Crate offered) {
        return offered.petTypes().contains(pet)
                || offered.petTypes().contains(PetKind.of(pet.type().word()));
    }
}
