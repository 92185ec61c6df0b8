package my.kilat.platform.routing;

import my.kilat.platform.geo.Position;
import my.kilat.platform.geo.Way;

/**
 * The great circle at an average speed. With the factor 1 the distance is exactly that of {@link Position#kilometresTo}, from
 * which prices are derived without known roads.
 */
final class StraightLine implements Routing {
    private static final double MINUTES = 60;

    private final double factor;
    private final double kmh;

    /**
     * @param factor how much longer the road is than the line, 1 or more
     * @param kmh average speed
     */
    StraightLine(double factor, double kmh) {
        this.factor = factor;
        this.kmh = kmh;
    }

    @Override
    public Way between(Position from, Position to) {
        double kilometres = from.kilometresTo(to) * factor;
        return new Way(kilometres, kilometres / kmh * MINUTES, Way.Source.STRAIGHT_LINE);
    }

    @Override
    public boolean followsRoads() {
        return false;
    }
}
