package my.kilat.platform.routing;

import my.kilat.platform.geo.Position;

/** A question for a way. Its positions are rounded to five decimals, about a metre. */
record Question(Position from, Position to) {
    private static final double PRECISION = 1e5;

    static Question of(Position from, Position to) {
        return new Question(rounded(from), rounded(to));
    }

    private static Position rounded(Position position) {
        return new Position(rounded(position.latitude()), rounded(position.longitude()));
    }

    private static double rounded(double degrees) {
        return Math.round(degrees * PRECISION) / PRECISION;
    }
}
