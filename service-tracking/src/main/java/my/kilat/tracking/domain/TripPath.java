package my.kilat.tracking.domain;

import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import my.kilat.platform.geo.Position;
import org.jspecify.annotations.Nullable;

/**
 * The path of a trip: the positions on it in order of their times, equal times in order of arrival. Its length is the sum of
 * the legs along the great circle, and grows as positions come: one that is newer than all others adds a leg, and a late
 * one replaces the leg between its two neighbours by two. So nothing but those neighbours has to be known of the path.
 *
 * <p>So that nobody can fill the disk with one trip, it does not store everything: the first {@value #ALL} waypoints,
 * which are fourteen hours at one a second, then every tenth, and no more than {@value #MOST}. What is not stored counts
 * into the distance and is shown live all the same, but no longer in the past: late positions are ignored from then on.
 *
 * <p>Not for use by several threads.
 */
public final class TripPath {
    /** Up to here every position becomes a waypoint. */
    public static final int ALL = 50_000;

    /** A trip stores no more waypoints than this. */
    public static final int MOST = 100_000;

    private static final int STRIDE = 10;

    /** The last position from before has its place behind all that were stored earlier, those of now behind that. */
    private static final long LAST = Long.MAX_VALUE / 2;

    private long positions;
    private int waypoints;
    private double kilometres;
    private @Nullable Fix last;
    private @Nullable NavigableMap<Key, Position> near;
    private long arrivals = LAST;

    /**
     * The path so far.
     *
     * @param positions counted into it
     * @param waypoints of them that are stored
     * @param kilometres its length, not rounded
     * @param last its end; null as long as there is no position
     */
    public TripPath(long positions, int waypoints, double kilometres, @Nullable Fix last) {
        this.positions = positions;
        this.waypoints = waypoints;
        this.kilometres = kilometres;
        this.last = last;
    }

    /** The result of adding a position. */
    public enum Addition {
        /** It is a waypoint from now on. */
        STORED,
        /** It is part of the path, but not stored: there are too many. */
        COUNTED,
        /** It has been there before, or comes too late for a path that does not store everything. */
        IGNORED
    }

    /**
     * A stored waypoint beside which a late position belongs.
     *
     * @param seq its place among those of the same time
     */
    public record Neighbour(Instant at, long seq, Position position) {}

    /**
     * What is stored around a late position.
     *
     * @param taken whether it is stored already, or too many are of exactly its time
     * @param before the last one that is not newer, if any
     * @param after the first one that is newer, if any
     */
    public record Surroundings(
            boolean taken,
            @Nullable Neighbour before,
            @Nullable Neighbour after) {}

    private record Key(Instant at, long order) {}

    /** Says that {@link #insert} will be called: from now on it is remembered what is added. */
    public void expectLateOnes() {
        near = new TreeMap<>(Comparator.comparing(Key::at).thenComparingLong(Key::order));
        if (last != null) {
            near.put(new Key(last.recordedAt(), arrivals++), last.position());
        }
    }

    /** Adds a position that is newer than all others. */
    public Addition append(Fix fix) {
        if (last != null) {
            kilometres += last.position().kilometresTo(fix.position());
        }
        last = fix;
        positions++;
        if (near != null) {
            near.put(new Key(fix.recordedAt(), arrivals++), fix.position());
        }
        if (waypoints < ALL || (waypoints < MOST && positions % STRIDE == 0)) {
            waypoints++;
            return Addition.STORED;
        }
        return Addition.COUNTED;
    }

    /** Adds a position that is not newer than all others, knowing what is stored around it. */
    public Addition insert(Fix fix, Surroundings around) {
        NavigableMap<Key, Position> known = near;
        if (known == null) {
            throw new IllegalStateException("no late position was expected");
        }
        if (around.taken || waypoints >= ALL) {
            return Addition.IGNORED;
        }
        remember(known, around.before);
        remember(known, around.after);
        Instant at = fix.recordedAt();
        if (known.subMap(new Key(at, Long.MIN_VALUE), new Key(at, Long.MAX_VALUE))
                .containsValue(fix.position())) {
            return Addition.IGNORED;
        }
        Key key = new Key(at, arrivals++);
        Map.Entry<Key, Position> before = known.lowerEntry(key);
        Map.Entry<Key, Position> after = known.higherEntry(key);
        kilometres = Math.max(0, kilometres + detour(before, fix.position(), after));
        known.put(key, fix.position());
        positions++;
        waypoints++;
        if (after == null) {
            last = fix;
        }
        return Addition.STORED;
    }

    private static void remember(NavigableMap<Key, Position> known, @Nullable Neighbour neighbour) {
        if (neighbour != null) {
            known.put(new Key(neighbour.at, neighbour.seq), neighbour.position);
        }
    }

    private static double detour(
            Map.@Nullable Entry<Key, Position> before, Position by, Map.@Nullable Entry<Key, Position> after) {
        double longer = 0;
        if (before != null) {
            longer += before.getValue().kilometresTo(by);
        }
        if (after != null) {
            longer += by.kilometresTo(after.getValue());
        }
        return before == null || after == null
                ? longer
                : longer - before.getValue().kilometresTo(after.getValue());
    }

    public long positions() {
        return positions;
    }

    public int waypoints() {
        return waypoints;
    }

    /** Its length, not rounded. */
    public double kilometres() {
        return kilometres;
    }

    /** Its end, if it has any position. */
    public @Nullable Fix last() {
        return last;
    }

    /** Its end, when it has a position. */
    public Fix end() {
        if (last == null) {
            throw new IllegalStateException("no position yet");
        }
        return last;
    }
}
