package my.kilat.contract.runner;

import java.util.List;
import java.util.UUID;
import my.kilat.contract.booking.CrateSize;
import my.kilat.contract.booking.PetKind;

/**
 * A crate in a runner's vehicle.
 *
 * @param maxWeightKg kilograms, above 0
 * @param widthCm centimetres, 0 when not measured, like height and depth
 */
public record Crate(
        UUID id,
        CrateSize size,
        List<PetKind> petTypes,
        double maxWeightKg,
        double widthCm,
        double heightCm,
        double depthCm,
        boolean ventilated,
        boolean temperatureControlled) {}
