package my.kilat.tracking.domain;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import my.kilat.platform.geo.Position;

/**
 * Simplifies a line by the algorithm of Douglas and Peucker: of the points between two that are kept, the one farthest from the
 * straight segment is kept as well if it is farther away than the tolerance, and so on for both parts. So no point that is left out
 * is farther from the simplified line than that. The work grows with the square of the points at worst.
 */
public final class DouglasPeucker {
    private static final double METRES_PER_DEGREE = 111_194.93;
    private static final double HALF_CIRCLE = 180;
    private static final double CIRCLE = 360;

    private final double toleranceMetres;

    /**
     * A simplification to a tolerance.
     *
     * @param toleranceMetres 0 or more
     */
    public DouglasPeucker(double toleranceMetres) {
        this.toleranceMetres = toleranceMetres;
    }

    private record Segment(int from, int to) {}

    /** The indexes of the points to keep, the first and the last among them. */
    public BitSet kept(List<Position> line) {
        BitSet kept = new BitSet(line.size());
        if (line.isEmpty()) {
            return kept;
        }
        kept.set(0);
        kept.set(line.size() - 1);
        Deque<Segment> open = new ArrayDeque<>();
        open.push(new Segment(0, line.size() - 1));
        while (!open.isEmpty()) {
            Segment segment = open.pop();
            int farthest = farthest(line, segment);
            if (farthest >= 0) {
                kept.set(farthest);
                open.push(new Segment(segment.from, farthest));
                open.push(new Segment(farthest, segment.to));
            }
        }
        return kept;
    }

    /** The point that is farthest from the segment, if it is beyond the tolerance; -1 otherwise. */
    private int farthest(List<Position> line, Segment segment) {
        Plane plane = new Plane(line.get(segment.from), line.get(segment.to));
        int farthest = -1;
        double most = toleranceMetres;
        for (int i = segment.from + 1; i < segment.to; i++) {
            double metres = plane.metresToSegment(line.get(i));
            if (metres > most) {
                most = metres;
                farthest = i;
            }
        }
        return farthest;
    }

    /** The neighbourhood of a segment as a plane in metres: east and north of its beginning, at the scale of its middle. */
    private static final class Plane {
        private final Position origin;
        private final double eastPerDegree;
        private final double east;
        private final double north;

        Plane(Position from, Position to) {
            origin = from;
            eastPerDegree = METRES_PER_DEGREE * Math.cos(Math.toRadians((from.latitude() + to.latitude()) / 2));
            east = east(to);
            north = north(to);
        }

        private double east(Position place) {
            double degrees = place.longitude() - origin.longitude();
            if (Math.abs(degrees) > HALF_CIRCLE) {
                degrees -= Math.copySign(CIRCLE, degrees); // the short way over the date line
            }
            return degrees * eastPerDegree;
        }

        private double north(Position place) {
            return (place.latitude() - origin.latitude()) * METRES_PER_DEGREE;
        }

        double metresToSegment(Position place) {
            double x = east(place);
            double y = north(place);
            double length = east * east + north * north;
            double along = length == 0 ? 0 : Math.clamp((x * east + y * north) / length, 0, 1);
            return Math.hypot(x - along * east, y - along * north);
        }
    }
}
