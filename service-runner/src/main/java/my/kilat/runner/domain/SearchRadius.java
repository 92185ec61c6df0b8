package my.kilat.runner.domain;

/**
 * The radius of a search.
 *
 * @param kilometres above 0, at most the contract's limit
 */
public record SearchRadius(double kilometres) {
    /** In metres. */
    public double metres() {
        return kilometres * 1000;
    }

    /** Metres as the kilometres of an answer, to the millimetre. */
    public static double toKilometres(double metres) {
        return Math.round(metres * 1000) / 1_000_000.0;
    }
}
