package my.kilat.contract.booking;

/**
 * The crate that a ride needs, derived from the pet.
 *
 * @param minimumSize by weight: up to 5, 15, 30 kg, and above
 * @param needsVentilation always true
 * @param needsTempControl true for reptiles
 * @param minimumWeightCapacity kilograms: 1.2 times the pet's weight
 */
public record CrateRequirement(
        CrateSize minimumSize, boolean needsVentilation, boolean needsTempControl, double minimumWeightCapacity) {}
