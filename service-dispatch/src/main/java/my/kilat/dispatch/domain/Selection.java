package my.kilat.dispatch.domain;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Puts those who could carry a pet in the order in which they are asked. Those inside the narrowest radius that has anybody
 * are asked before all others; among them the best score is first. Of equals whoever has waited longest for an offer is, and
 * then chance decides, another way for each booking.
 */
public final class Selection {
    private final Rounds rounds;
    private final Weights weights;

    public Selection(Rounds rounds, Weights weights) {
        this.rounds = rounds;
        this.weights = weights;
    }

    /** Those in the narrowest radius that has anybody who can carry the pet, in order; empty when nobody can. */
    public List<Candidate> order(UUID booking, Need need, List<Candidate> free) {
        List<Candidate> able = free.stream().filter(need::isMetBy).toList();
        for (double radius : rounds.radii()) {
            List<Candidate> inside =
                    able.stream().filter(runner -> runner.metres() <= radius).toList();
            if (!inside.isEmpty()) {
                return inside.stream().sorted(fairly(booking)).toList();
            }
        }
        return List.of();
    }

    /**
     * The same runners, those whose distances by road are known first and in the order that follows from them.
     *
     * @param roads metres to the pickup, by runner
     */
    public List<Candidate> byRoad(UUID booking, List<Candidate> inOrder, Map<UUID, Double> roads) {
        Stream<Candidate> measured = inOrder.stream()
                .filter(runner -> roads.containsKey(runner.runnerId()))
                .map(runner -> runner.at(Objects.requireNonNull(roads.get(runner.runnerId()))))
                .sorted(fairly(booking));
        return Stream.concat(measured, inOrder.stream().filter(runner -> !roads.containsKey(runner.runnerId())))
                .toList();
    }

    private Comparator<Candidate> fairly(UUID booking) {
        return Comparator.<Candidate>comparingDouble(runner -> -weights.score(runner, rounds.reach()))
                .thenComparing(
                        Candidate::sinceOffer,
                        Comparator.nullsLast(Comparator.<Duration>naturalOrder())
                                .reversed())
                .thenComparingLong(runner -> lot(booking, runner.runnerId()))
                .thenComparing(Candidate::runnerId);
    }

    private static long lot(UUID booking, UUID runner) {
        long mixed = (booking.getLeastSignificantBits() ^ runner.getLeastSignificantBits()) * 0x9E3779B97F4A7C15L;
        return mixed ^ (mixed >>> 32);
    }
}
