package my.kilat.tracking.domain;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import my.kilat.platform.geo.Position;
import my.kilat.tracking.domain.TripPath.Neighbour;
import my.kilat.tracking.domain.TripPath.Point;
import my.kilat.tracking.domain.TripPath.Slot;
import my.kilat.tracking.domain.TripPath.Surroundings;
import org.jspecify.annotations.Nullable;

/** What is known of a path while late positions are added: what is stored around them, and what has been added since. */
final class Neighbourhood {
    /** The end from before has its place behind all that were stored earlier, those of now behind that. */
    private static final long END = Long.MAX_VALUE / 2;

    private final NavigableMap<Key, Position> path =
            new TreeMap<>(Comparator.comparing(Key::at).thenComparingLong(Key::order));
    private final Set<Point> aside = new HashSet<>(0);
    private long arrivals = END;

    /** Around a path that ends there, or has no position yet. */
    Neighbourhood(@Nullable Point end) {
        if (end != null) {
            add(end);
        }
    }

    private record Key(Instant at, long order) {}

    /** Where a late position belongs, knowing what is stored around it. */
    Slot slot(Point here, Surroundings around, boolean timed, boolean closed) {
        remember(around.before());
        remember(around.after());
        Point before = point(path.lowerEntry(new Key(here.at(), arrivals)));
        Point after = after(here.at());
        boolean reachable = (before == null || Movement.isPossible(before, here, timed))
                && (after == null || Movement.isPossible(here, after, timed));
        boolean taken = around.taken() || contains(here);
        return new Slot(true, taken, closed, detour(before, here, after, timed), reachable, 0);
    }

    /** There is no leg between neighbours of which one cannot be reached from the other. */
    private static double detour(@Nullable Point before, Point by, @Nullable Point after, boolean timed) {
        double longer = 0;
        if (before != null) {
            longer += before.kilometresTo(by);
        }
        if (after != null) {
            longer += by.kilometresTo(after);
        }
        return before != null && after != null && Movement.isPossible(before, after, timed)
                ? longer - before.kilometresTo(after)
                : longer;
    }

    private void remember(@Nullable Neighbour neighbour) {
        if (neighbour != null) {
            path.put(new Key(neighbour.at(), neighbour.seq()), neighbour.position());
        }
    }

    /** A position that is on the path from now on. */
    void add(Point point) {
        path.put(new Key(point.at(), arrivals++), point.position());
    }

    /** A position beside the path. */
    void addAside(Point point) {
        aside.add(point);
    }

    private boolean contains(Point point) {
        return aside.contains(point)
                || path.subMap(new Key(point.at(), Long.MIN_VALUE), new Key(point.at(), Long.MAX_VALUE))
                        .containsValue(point.position());
    }

    /** The first point of the path that is newer than this time. */
    @Nullable
    Point after(Instant at) {
        return point(path.higherEntry(new Key(at, arrivals)));
    }

    private static @Nullable Point point(Map.@Nullable Entry<Key, Position> entry) {
        return entry == null ? null : new Point(entry.getKey().at(), entry.getValue());
    }
}
