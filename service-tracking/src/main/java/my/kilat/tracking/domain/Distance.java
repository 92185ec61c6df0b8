package my.kilat.tracking.domain;

/** Rounds distances. */
public final class Distance {
    private static final double ROUNDING = 1000;

    private Distance() {}

    /** Kilometres as they are told: to three decimals. */
    public static double rounded(double kilometres) {
        return Math.round(kilometres * ROUNDING) / ROUNDING;
    }
}
