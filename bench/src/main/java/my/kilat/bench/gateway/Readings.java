package my.kilat.bench.gateway;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import my.kilat.bench.gateway.peer.Peer;

/** All that was measured. */
final class Readings {
    private final Map<Row, Map<Peer, Map<Figure, List<Double>>>> all = new EnumMap<>(Row.class);
    private final List<Failure> failures = new ArrayList<>();

    /** The middle of several rounds, and between what they lay. */
    record Spread(double median, double least, double most) {
        static Spread of(List<Double> values) {
            List<Double> sorted = values.stream().sorted().toList();
            int size = sorted.size();
            double middle = (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
            return new Spread(middle, sorted.getFirst(), sorted.getLast());
        }
    }

    /** That a load of a peer went wrong. */
    record Failure(Row row, Peer peer, String what) {
        @Override
        public String toString() {
            return row.title() + ", " + peer.title() + ": " + what;
        }
    }

    void add(Row row, Peer peer, Map<Figure, Double> values) {
        Map<Figure, List<Double>> lists = all.computeIfAbsent(row, _ -> new EnumMap<>(Peer.class))
                .computeIfAbsent(peer, _ -> new EnumMap<>(Figure.class));
        values.forEach((figure, value) ->
                lists.computeIfAbsent(figure, _ -> new ArrayList<>()).add(value));
    }

    /** Something went wrong in one of the loads. */
    void failed(Row row, Peer peer, String what) {
        failures.add(new Failure(row, peer, what));
    }

    /** What went wrong, in the order in which it did. */
    List<Failure> failures() {
        return List.copyOf(failures);
    }

    /** Whether all was well with a peer. */
    boolean isSound(Peer peer) {
        return failures.stream().noneMatch(failure -> failure.peer == peer);
    }

    List<Row> rows() {
        return List.copyOf(all.keySet());
    }

    List<Peer> peers(Row row) {
        return List.copyOf(all.getOrDefault(row, Collections.emptyMap()).keySet());
    }

    Optional<Spread> spread(Row row, Peer peer, Figure figure) {
        return Optional.ofNullable(all.get(row))
                .map(peers -> peers.get(peer))
                .map(figures -> figures.get(figure))
                .map(Spread::of);
    }

    Optional<Double> median(Row row, Peer peer, Figure figure) {
        return spread(row, peer, figure).map(Spread::median);
    }
}
