package my.kilat.tracking.waypoint;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import my.kilat.platform.database.Tx;
import my.kilat.tracking.domain.Fix;
import my.kilat.tracking.domain.LiveTrip;
import my.kilat.tracking.domain.PathRules;
import my.kilat.tracking.domain.TripPath;
import my.kilat.tracking.domain.TripPath.Surroundings;
import my.kilat.tracking.store.LivePaths;
import my.kilat.tracking.store.Waypoints;
import org.jspecify.annotations.Nullable;

/** Adds a batch of positions to the trips to which they belong. */
final class PositionBatch {
    private PositionBatch() {}

    /** A position of a runner, as an event brought it. */
    record Reported(UUID runner, Fix fix) {}

    /**
     * What became of a position on a trip.
     *
     * @param rule the rule that decided; null for a position that is on the path
     * @param stored whether it is a waypoint from now on
     */
    record Judged(LiveTrip.Position position, PathRules.@Nullable Rule rule, boolean stored) {
        boolean isDropped() {
            return rule != null && rule.effect() == PathRules.Effect.DROP;
        }

        /** Whether it counts: what is made of positions, such as an arrival time, is made of these alone. */
        boolean isOnPath() {
            return rule == null;
        }
    }

    /**
     * Adds positions, in the order of their arrival, to every active trip of their runners; returns what became of each, in the
     * same order. Only late ones need a look at what is stored; for the others the row of the trip says enough. It writes with
     * the commit, so it is to be called once in a transaction.
     */
    static List<Judged> store(Tx tx, List<Reported> reported) {
        List<LiveTrip.Position> positions = onTrips(tx, reported);
        List<Integer> late = late(positions);
        Map<Integer, Surroundings> around = new HashMap<>();
        if (!late.isEmpty()) {
            List<LiveTrip.Position> lookedUp = late.stream().map(positions::get).toList();
            lookedUp.stream().map(position -> position.trip().path()).distinct().forEach(TripPath::expectLateOnes);
            Waypoints.surroundings(tx, lookedUp).forEach((index, found) -> around.put(late.get(index), found));
        }
        List<Judged> judged = judge(positions, around);
        List<Waypoints.Added> added = new ArrayList<>(judged.size());
        Map<UUID, LiveTrip> grown = new LinkedHashMap<>();
        for (Judged each : judged) {
            if (each.stored) {
                added.add(new Waypoints.Added(each.position, !each.isOnPath()));
            }
            if (!each.isDropped()) {
                grown.put(each.position.trip().id(), each.position.trip());
            }
        }
        Waypoints.insert(tx, added);
        if (!grown.isEmpty()) {
            LivePaths.grow(tx, grown.values());
        }
        return judged;
    }

    private static List<LiveTrip.Position> onTrips(Tx tx, List<Reported> reported) {
        Set<UUID> runners = new HashSet<>();
        reported.forEach(position -> runners.add(position.runner));
        Map<UUID, List<LiveTrip>> trips = new HashMap<>();
        for (LiveTrip trip : LivePaths.lock(tx, runners)) {
            trips.computeIfAbsent(trip.runner(), _ -> new ArrayList<>(1)).add(trip);
        }
        List<LiveTrip.Position> positions = new ArrayList<>(reported.size());
        for (Reported position : reported) {
            for (LiveTrip trip : trips.getOrDefault(position.runner, List.of())) {
                positions.add(new LiveTrip.Position(trip, position.fix));
            }
        }
        return positions;
    }

    /** The indexes of those that are not newer than all before them on their trip. */
    private static List<Integer> late(List<LiveTrip.Position> positions) {
        Map<UUID, Instant> newest = new HashMap<>();
        List<Integer> late = new ArrayList<>(0);
        for (int i = 0; i < positions.size(); i++) {
            LiveTrip trip = positions.get(i).trip();
            Instant at = positions.get(i).fix().recordedAt();
            Fix last = trip.path().last();
            Instant end = newest.getOrDefault(trip.id(), last == null ? Instant.MIN : last.recordedAt());
            if (at.isAfter(end)) {
                newest.put(trip.id(), at);
            } else {
                late.add(i);
            }
        }
        return late;
    }

    private static List<Judged> judge(List<LiveTrip.Position> positions, Map<Integer, Surroundings> late) {
        List<Judged> judged = new ArrayList<>(positions.size());
        for (int i = 0; i < positions.size(); i++) {
            judged.add(judge(positions.get(i), late.get(i)));
        }
        return judged;
    }

    private static Judged judge(LiveTrip.Position position, @Nullable Surroundings around) {
        TripPath path = position.trip().path();
        Fix fix = position.fix();
        TripPath.Slot slot = around == null ? path.slot(fix) : path.slot(fix, around);
        PathRules.Rule rule = PathRules.deciding(new PathRules.Candidate(position.trip(), fix, slot))
                .orElse(null);
        TripPath.@Nullable Addition addition = rule == null
                ? path.add(fix, slot)
                : switch (rule.effect()) {
                    case DROP -> null;
                    case FLAG -> path.addAside(fix, slot);
                };
        return new Judged(position, rule, addition == TripPath.Addition.STORED);
    }
}
