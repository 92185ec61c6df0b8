package my.kilat.dispatch.store;

import my.kilat.platform.geo.Position;

/** Distances on the spheroid of WGS 84, by the inverse formula of Vincenty, which is exact to a millimetre. */
final class Spheroid {
    private static final double EQUATOR = 6_378_137;
    private static final double FLATTENING = 1 / 298.257223563;
    private static final double POLE = EQUATOR * (1 - FLATTENING);
    private static final int MOST_STEPS = 100;
    private static final double EXACT = 1e-13;

    private Spheroid() {}

    /** Metres between two places that are not the same. */
    static double metres(Position from, Position to) {
        double span = Math.toRadians(to.longitude() - from.longitude());
        double one = Math.atan((1 - FLATTENING) * Math.tan(Math.toRadians(from.latitude())));
        double two = Math.atan((1 - FLATTENING) * Math.tan(Math.toRadians(to.latitude())));
        double lambda = span;
        for (int step = 0; step < MOST_STEPS; step++) {
            double across = Math.cos(two) * Math.sin(lambda);
            double along = Math.cos(one) * Math.sin(two) - Math.sin(one) * Math.cos(two) * Math.cos(lambda);
            double sinSigma = Math.hypot(across, along);
            double cosSigma = Math.sin(one) * Math.sin(two) + Math.cos(one) * Math.cos(two) * Math.cos(lambda);
            double sigma = Math.atan2(sinSigma, cosSigma);
            double sinAlpha = Math.cos(one) * Math.cos(two) * Math.sin(lambda) / sinSigma;
            double cosSquare = 1 - sinAlpha * sinAlpha;
            double middle = cosSigma - 2 * Math.sin(one) * Math.sin(two) / cosSquare;
            double c = FLATTENING / 16 * cosSquare * (4 + FLATTENING * (4 - 3 * cosSquare));
            double before = lambda;
            lambda = span
                    + (1 - c)
                            * FLATTENING
                            * sinAlpha
                            * (sigma + c * sinSigma * (middle + c * cosSigma * (2 * middle * middle - 1)));
            if (Math.abs(lambda - before) < EXACT) {
                return length(cosSquare, sigma, sinSigma, cosSigma, middle);
            }
        }
        throw new IllegalArgumentException("no distance from " + from + " to " + to);
    }

    private static double length(double cosSquare, double sigma, double sinSigma, double cosSigma, double middle) {
        double square = cosSquare * (EQUATOR * EQUATOR - POLE * POLE) / (POLE * POLE);
        double a = 1 + square / 16_384 * (4_096 + square * (-768 + square * (320 - 175 * square)));
        double b = square / 1_024 * (256 + square * (-128 + square * (74 - 47 * square)));
        double correction = b
                * sinSigma
                * (middle
                        + b
                                / 4
                                * (cosSigma * (2 * middle * middle - 1)
                                        - b / 6 * middle * (4 * sinSigma * sinSigma - 3) * (4 * middle * middle - 3)));
        return POLE * a * (sigma - correction);
    }
}
