package my.kilat.bench.traffic;

import org.HdrHistogram.Histogram;

/**
 * What came of an order.
 *
 * @param done requests that were answered with 2xx, frames that came back, or bytes that were taken
 * @param failed requests and frames that were not
 * @param p50Micros the median time from when it was due to its end
 * @param p99Micros the time that 99 of 100 stayed below
 * @param error what went wrong with the order as a whole; empty when nothing did
 */
public record Outcome(long done, long failed, long p50Micros, long p99Micros, String error) {

    static Outcome of(Histogram micros, long failed) {
        return new Outcome(
                micros.getTotalCount(), failed, micros.getValueAtPercentile(50), micros.getValueAtPercentile(99), "");
    }

    static Outcome of(long done) {
        return new Outcome(done, 0, 0, 0, "");
    }

    static Outcome broken(String error) {
        return new Outcome(0, 0, 0, 0, error);
    }
}
