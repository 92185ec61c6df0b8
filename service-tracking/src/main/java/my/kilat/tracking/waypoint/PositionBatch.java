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
import my.kilat.tracking.domain.TripPath;
import my.kilat.tracking.domain.TripPath.Surroundings;
import my.kilat.tracking.store.Waypoints;

/** Adds a batch of positions to the trips to which they belong. */
final class PositionBatch {
    private PositionBatch() {}

    /** A position of a runner, as an event brought it. */
    record Reported(UUID runner, Fix fix) {}

    /**
     * A position that is new on a trip.
     *
     * @param stored false when it is only counted and passed on
     */
    record Taken(LiveTrip.Position position, boolean stored) {}

    /**
     * Adds positions, in the order of their arrival, to every active trip of their runners; returns what was new, in the
     * same order. Only late ones need a look at what is stored; for the others the row of the trip says enough. It writes with
     * the commit, so it is to be called once in a transaction.
     */
    static List<Taken> store(Tx tx, List<Reported> reported) {
        List<LiveTrip.Position> positions = onTrips(tx, reported);
        List<Integer> late = late(positions);
        Map<Integer, Surroundings> around = new HashMap<>();
        if (!late.isEmpty()) {
            List<LiveTrip.Position> lookedUp = late.stream().map(positions::get).toList();
            lookedUp.stream().map(position -> position.trip().path()).distinct().forEach(TripPath::expectLateOnes);
            Waypoints.surroundings(tx, lookedUp).forEach((index, found) -> around.put(late.get(index), found));
        }
        List<Taken> taken = take(positions, around);
        if (!taken.isEmpty()) {
            Waypoints.insert(
                    tx,
                    taken.stream().filter(Taken::stored).map(Taken::position).toList());
            Map<UUID, LiveTrip> grown = new LinkedHashMap<>();
            taken.forEach(each ->
                    grown.put(each.position().trip().id(), each.position().trip()));
            Waypoints.grow(tx, grown.values());
        }
        return taken;
    }

    private static List<LiveTrip.Position> onTrips(Tx tx, List<Reported> reported) {
        Set<UUID> runners = new HashSet<>();
        reported.forEach(position -> runners.add(position.runner));
        Map<UUID, List<LiveTrip>> trips = new HashMap<>();
        for (LiveTrip trip : Waypoints.lock(tx, runners)) {
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

    private static List<Taken> take(List<LiveTrip.Position> positions, Map<Integer, Surroundings> late) {
        List<Taken> taken = new ArrayList<>(positions.size());
        for (int i = 0; i < positions.size(); i++) {
            LiveTrip.Position position = positions.get(i);
            TripPath path = position.trip().path();
            Surroundings around = late.get(i);
            TripPath.Addition addition =
                    around == null ? path.append(position.fix()) : path.insert(position.fix(), around);
            if (addition != TripPath.Addition.IGNORED) {
                taken.add(new Taken(position, addition == TripPath.Addition.STORED));
            }
        }
        return taken;
    }
}
