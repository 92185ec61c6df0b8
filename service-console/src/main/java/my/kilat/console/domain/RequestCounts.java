package my.kilat.console.domain;

import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What a gateway has counted since it started.
 *
 * @param requests that it has answered
 * @param errors of those, with a status of 500 and above
 * @param within how many took no longer than a bound in seconds, by that bound; the last one is infinite
 */
public record RequestCounts(long requests, long errors, NavigableMap<Double, Long> within) {
    /** Of nothing. */
    public static final RequestCounts NONE = new RequestCounts(0, 0, new TreeMap<>());

    /** The sum of two. */
    public RequestCounts plus(RequestCounts other) {
        NavigableMap<Double, Long> sums = new TreeMap<>(within);
        other.within.forEach((bound, count) -> sums.merge(bound, count, Long::sum));
        return new RequestCounts(requests + other.requests, errors + other.errors, sums);
    }

    /** What came after an earlier count of the same gateway; all of it if that has started anew since. */
    public RequestCounts since(RequestCounts earlier) {
        if (requests < earlier.requests) {
            return this;
        }
        NavigableMap<Double, Long> rest = new TreeMap<>(within);
        earlier.within.forEach((bound, count) -> rest.merge(bound, -count, Long::sum));
        return new RequestCounts(requests - earlier.requests, errors - earlier.errors, rest);
    }

    /**
     * The time in seconds within which this share of the requests was answered, as far as the bounds tell it: between two bounds
     * requests are taken to be spread evenly, and beyond the last finite one that bound is given.
     *
     * @param share between 0 and 1
     * @return nothing if there were no requests
     */
    public OptionalDouble quantile(double share) {
        long all = within.isEmpty() ? 0 : within.lastEntry().getValue();
        if (all <= 0) {
            return OptionalDouble.empty();
        }
        double rank = share * all;
        double lower = 0;
        long below = 0;
        for (Map.Entry<Double, Long> bucket : within.entrySet()) {
            double bound = bucket.getKey();
            long count = bucket.getValue();
            if (count >= rank) {
                return OptionalDouble.of(
                        Double.isInfinite(bound) || count == below
                                ? lower
                                : lower + (bound - lower) * (rank - below) / (count - below));
            }
            lower = bound;
            below = count;
        }
        return OptionalDouble.of(lower);
    }
}
