package my.kilat.tracking.domain;

import java.time.Instant;
import my.kilat.platform.geo.Position;
import org.jspecify.annotations.Nullable;

/**
 * The path of a trip: the positions on it in order of their times, equal times in order of arrival. Its length is the sum of
 * the legs along the great circle, and grows as positions come: one that is newer than all others adds a leg, and a late
 * one replaces the leg between its two neighbours by two. So nothing but those neighbours has to be known of the path.
 *
 * <p>A flagged position ({@link PathRules}) lies beside the path: it is stored and shown, and no leg leads to it.
 *
 * <p>So that nobody can fill the disk with one trip, it does not store everything: the first {@value #ALL} waypoints,
 * which are fourteen hours at one a second, then every tenth, and no more than {@value #MOST}, {@value #MOST_FLAGGED} flagged
 * ones among them. What is not stored counts into the distance and is shown live all the same, but no longer in the past:
 * late positions are ignored from then on.
 *
 * <p>Not for use by several threads.
 */
public final class TripPath {
    /** Up to here every position becomes a waypoint. */
    public static final int ALL = 50_000;

    /** A trip stores no more waypoints than this. */
    public static final int MOST = 100_000;

    /** A trip stores no more flagged waypoints than this, which also bounds how many are passed over to find a neighbour. */
    public static final int MOST_FLAGGED = 1_000;

    private static final int STRIDE = 10;

    private long positions;
    private int waypoints;
    private int flagged;
    private double kilometres;
    private @Nullable Fix last;

    /** Where the path ends when the last position lies beside it. */
    private @Nullable Aside aside;

    private boolean hasBeenAside;

    private @Nullable Neighbourhood near;

    /**
     * The path so far.
     *
     * @param positions of the trip, flagged ones included
     * @param waypoints of them that are stored
     * @param kilometres its length, not rounded
     * @param last the newest position; null as long as there is none
     * @param flagged how many of the stored waypoints are flagged
     * @param aside where it ends when {@code last} is flagged; null when that is its end
     */
    public TripPath(
            long positions, int waypoints, double kilometres, @Nullable Fix last, int flagged, @Nullable Aside aside) {
        this.positions = positions;
        this.waypoints = waypoints;
        this.kilometres = kilometres;
        this.last = last;
        this.flagged = flagged;
        this.aside = aside;
        this.hasBeenAside = aside != null;
    }

    /**
     * The last position is flagged, and lies beside the path.
     *
     * @param end the end of the path; null when all positions so far are flagged
     * @param strays how many positions in a row, the last one included, cannot be reached from the path but from one another
     */
    public record Aside(@Nullable Point end, int strays) {}

    /** A place at a time. */
    public record Point(Instant at, Position position) {
        static Point of(Fix fix) {
            return new Point(fix.recordedAt(), fix.position());
        }

        double kilometresTo(Point other) {
            return position.kilometresTo(other.position);
        }
    }

    /** The result of adding a position. */
    public enum Addition {
        /** It is a waypoint from now on. */
        STORED,
        /** It is part of the trip, but not stored: there are too many. */
        COUNTED
    }

    /**
     * A stored waypoint next to a late position.
     *
     * @param seq its place among those of the same time
     */
    public record Neighbour(Instant at, long seq, Position position) {}

    /**
     * The stored waypoints around a late position.
     *
     * @param taken whether it is stored already, or too many are of exactly its time
     * @param before the last one on the path that is not newer, if any
     * @param after the first one on the path that is newer, if any
     */
    public record Surroundings(
            boolean taken,
            @Nullable Neighbour before,
            @Nullable Neighbour after) {}

    /**
     * Where a position belongs.
     *
     * @param late whether another position is newer, or as new
     * @param taken whether it is there already
     * @param closed whether it comes too late for a path that does not store everything
     * @param leg the kilometres by which it makes the path longer
     * @param reachable whether the runner can have come by this position from its one neighbour to the other
     * @param strays how many positions in a row lie beside the path that it can be reached from
     */
    public record Slot(boolean late, boolean taken, boolean closed, double leg, boolean reachable, int strays) {}

    /** Says that late positions will be looked up: from now on it is remembered what is added. */
    public void expectLateOnes() {
        near = new Neighbourhood(end());
    }

    /** Where a position belongs that is newer than all others. */
    public Slot slot(Fix fix) {
        Point here = Point.of(fix);
        Point end = end();
        boolean timed = isTimed(fix);
        boolean reachable = end == null || Movement.isPossible(end, here, timed);
        double leg = end == null || !reachable ? 0 : end.kilometresTo(here);
        boolean continues =
                aside != null && last != null && !reachable && Movement.isPossible(Point.of(last), here, timed);
        return new Slot(false, false, false, leg, reachable, aside != null && continues ? aside.strays : 0);
    }

    /** Where a position belongs that is not newer than all others, knowing what is stored around it. */
    public Slot slot(Fix fix, Surroundings around) {
        Neighbourhood known = near;
        if (known == null) {
            throw new IllegalStateException("no late position was expected");
        }
        return known.slot(Point.of(fix), around, isTimed(fix), waypoints >= ALL);
    }

    private boolean isTimed(Fix fix) {
        return last != null && last.source().timed() && fix.source().timed();
    }

    /** Adds a position to the path, in its place. */
    public Addition add(Fix fix, Slot slot) {
        kilometres = Math.max(0, kilometres + slot.leg);
        positions++;
        boolean isEnd = !slot.late || near == null || near.after(fix.recordedAt()) == null;
        if (near != null) {
            near.add(Point.of(fix));
        }
        if (isEnd && isNewest(fix)) {
            last = fix;
            aside = null;
        } else if (isEnd && aside != null) {
            aside = new Aside(Point.of(fix), aside.strays);
        }
        if (slot.late || waypoints < ALL || (waypoints < MOST && positions % STRIDE == 0)) {
            waypoints++;
            return Addition.STORED;
        }
        return Addition.COUNTED;
    }

    /** Adds a flagged position, which lies beside the path. */
    public Addition addAside(Fix fix, Slot slot) {
        hasBeenAside = true;
        positions++;
        if (near != null) {
            near.addAside(Point.of(fix));
        }
        if (isNewest(fix)) {
            aside = new Aside(end(), slot.reachable ? 0 : slot.strays + 1);
            last = fix;
        }
        if (flagged < MOST_FLAGGED && waypoints < ALL) {
            flagged++;
            waypoints++;
            return Addition.STORED;
        }
        return Addition.COUNTED;
    }

    private boolean isNewest(Fix fix) {
        return last == null || !fix.recordedAt().isBefore(last.recordedAt());
    }

    /** The newest position that is not flagged, if there is any. */
    private @Nullable Point end() {
        if (aside != null) {
            return aside.end;
        }
        return last == null ? null : Point.of(last);
    }

    public long positions() {
        return positions;
    }

    public int waypoints() {
        return waypoints;
    }

    /** How many of the stored waypoints are flagged. */
    public int flagged() {
        return flagged;
    }

    /** Its length, not rounded. */
    public double kilometres() {
        return kilometres;
    }

    /** The newest position, flagged or not, if there is any. */
    public @Nullable Fix last() {
        return last;
    }

    /** The newest position, flagged or not, when there is one. */
    public Fix newest() {
        if (last == null) {
            throw new IllegalStateException("no position yet");
        }
        return last;
    }

    /** Where the path ends, when that is not at the newest position. */
    public @Nullable Aside aside() {
        return aside;
    }

    /** Whether a position lies beside it that has been added here, or was the newest before. */
    public boolean hasBeenAside() {
        return hasBeenAside;
    }
}
