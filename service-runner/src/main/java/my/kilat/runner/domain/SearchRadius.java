package my.kilat.runner.domain;

import java.util.Optional;
import my.kilat.platform.failure.Failure;

/**
 * How far a search reaches.
 *
 * @param kilometres above 0, at most 50
 */
public record SearchRadius(double kilometres) {
    private static final double WIDEST = 50;
    private static final double FOR_RUNNERS = 5;
    private static final double FOR_PET_SHOPS = 10;

    /** Around a place where somebody looks for runners: 5 km unless asked otherwise. */
    public static SearchRadius forRunners(Optional<Double> wanted) {
        return of(wanted, FOR_RUNNERS);
    }

    /** Around a place where somebody looks for pet shops: 10 km unless asked otherwise. */
    public static SearchRadius forPetShops(Optional<Double> wanted) {
        return of(wanted, FOR_PET_SHOPS);
    }

    private static SearchRadius of(Optional<Double> wanted, double fallback) {
        double kilometres = wanted.orElse(fallback);
        if (!(kilometres > 0)) {
            throw new Failure.Invalid("radius_km has to be more than 0");
        }
        return new SearchRadius(Math.min(kilometres, WIDEST));
    }

    /** In metres. */
    public double metres() {
        return kilometres * 1000;
    }

    /** Metres as the kilometres of an answer, to the millimetre. */
    public static double toKilometres(double metres) {
        return Math.round(metres * 1000) / 1_000_000.0;
    }
}
