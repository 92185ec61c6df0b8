package my.kilat.dispatch.http;

/** Distances as they are shown. */
public final class Kilometres {
    private static final double METRES = 1_000;

    private Kilometres() {}

    /** To the metre. */
    public static double of(double metres) {
        return Math.round(metres) / METRES;
    }
}
