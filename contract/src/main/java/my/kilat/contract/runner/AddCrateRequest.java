package my.kilat.contract.runner;

import java.util.List;
import my.kilat.contract.booking.CrateSize;
import my.kilat.contract.booking.PetKind;
import org.jspecify.annotations.Nullable;

/**
 * A crate of a runner in a request.
 *
 * @param petTypes the types of pet that it suits, at least one
 * @param maxWeightKg kilograms, above 0
 * @param widthCm centimetres, 0 when missing, like height and depth
 */
public record AddCrateRequest(
        CrateSize size,
        List<PetKind> petTypes,
        double maxWeightKg,
        @Nullable Double widthCm,
        @Nullable Double heightCm,
        @Nullable Double depthCm,
        @Nullable Boolean ventilated,
        @Nullable Boolean temperatureControlled) {}
