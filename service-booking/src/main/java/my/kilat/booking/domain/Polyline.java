package my.kilat.booking.domain;

import my.kilat.platform.geo.Position;

/**
 * Google's encoded polyline format, with five decimals. Each point is written as its difference from the previous one, in
 * groups of five bits, the lowest first.
 */
final class Polyline {
    private static final double PRECISION = 1e5;
    private static final int GROUP = 5;
    private static final int MORE_FOLLOW = 0x20;
    private static final int FIRST_CHARACTER = 63;

    private Polyline() {}

    static String encode(Position... points) {
        StringBuilder line = new StringBuilder(points.length * 12);
        long latitude = 0;
        long longitude = 0;
        for (Position point : points) {
            long nextLatitude = Math.round(point.latitude() * PRECISION);
            long nextLongitude = Math.round(point.longitude() * PRECISION);
            append(line, nextLatitude - latitude);
            append(line, nextLongitude - longitude);
            latitude = nextLatitude;
            longitude = nextLongitude;
        }
        return line.toString();
    }

    private static void append(StringBuilder line, long difference) {
        long rest = difference < 0 ? ~(difference << 1) : difference << 1;
        while (rest >= MORE_FOLLOW) {
            line.append((char) ((MORE_FOLLOW | (rest & (MORE_FOLLOW - 1))) + FIRST_CHARACTER));
            rest >>= GROUP;
        }
        line.append((char) (rest + FIRST_CHARACTER));
    }
}
