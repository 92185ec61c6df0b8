package my.kilat.dispatch.answer;

/** Distances as they are shown. */
final class Kilometres {
    private static final double METRES = 1_000;

    private Kilometres() {}

    /** To the metre. */
    static double of(double metres) {
        return Math.round(metres) / METRES;
    }
}
