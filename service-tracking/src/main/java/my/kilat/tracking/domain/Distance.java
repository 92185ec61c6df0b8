package my.kilat.tracking.domain;

import java.util.List;
import my.kilat.platform.geo.Position;

/** How long a way is. */
public final class Distance {
    private static final double ROUNDING = 1000;

    private Distance() {}

    /** The sum of the legs in kilometres, each along the great circle, rounded to three decimals. */
    public static double kilometresAlong(List<Position> way) {
        double sum = 0;
        for (int i = 1; i < way.size(); i++) {
            sum += way.get(i - 1).kilometresTo(way.get(i));
        }
        return Math.round(sum * ROUNDING) / ROUNDING;
    }
}
