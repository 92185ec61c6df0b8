package my.kilat.dispatch.domain;

import java.time.Duration;
import java.util.List;

/**
 * How runners are asked.
 *
 * @param size runners asked at once
 * @param answerWithin how long they may take
 * @param radiiKm kilometres around the pickup, ascending; a wider one is used once nobody is left in the narrower ones
 * @param most rounds after which the search ends
 * @param offersPerRunner open offers that a runner may hold
 */
public record Rounds(int size, Duration answerWithin, List<Integer> radiiKm, int most, int offersPerRunner) {
    private static final double METRES_PER_KM = 1_000;

    /** With radii that grow. */
    public Rounds {
        radiiKm = List.copyOf(radiiKm);
        for (int i = 0; i < radiiKm.size(); i++) {
            if (radiiKm.get(i) <= (i == 0 ? 0 : radiiKm.get(i - 1))) {
                throw new IllegalArgumentException("the radii have to be above 0 and grow");
            }
        }
        if (radiiKm.isEmpty()) {
            throw new IllegalArgumentException("there has to be a radius");
        }
    }

    /** The widest radius, in metres. */
    public double reach() {
        return radiiKm.getLast() * METRES_PER_KM;
    }

    List<Double> radii() {
        return radiiKm.stream().map(radius -> radius * METRES_PER_KM).toList();
    }
}
