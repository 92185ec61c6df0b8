package my.kilat.bench.growth;

import java.time.Duration;
import java.util.Map;
import my.kilat.bench.load.Load;
import my.kilat.bench.platform.Measured;
import my.kilat.bench.platform.Platform;

/**
 * What an operation costs.
 *
 * @param micros of CPU in our services and PostgreSQL together, for each; not known of what was only timed
 * @param p50 in milliseconds
 * @param p99 in milliseconds
 * @param failed how many were answered otherwise than expected
 */
record Cost(double micros, double p50, double p99, long failed) {
    /** In milliseconds: what is timed once differs by as much from one time to the next. */
    private static final double NOISE = 50;

    /** Nothing is known. */
    static final Cost NONE = new Cost(Double.NaN, Double.NaN, Double.NaN, 0);

    /** Measures an operation. */
    static Cost measure(Platform platform, Operation operation, int workers, Duration length) {
        Load load = new Load(platform.gateway(), workers, length);
        Measured<Load.Result> measured = platform.measure(() -> load.run(operation.unit()));
        Load.Result result = measured.result();
        Map<String, Double> micros = measured.micros(result.done());
        return new Cost(
                micros.getOrDefault(Platform.OURS, 0.0) + micros.getOrDefault(Platform.POSTGRES, 0.0),
                result.micros().getValueAtPercentile(50) / 1000.0,
                result.micros().getValueAtPercentile(99) / 1000.0,
                result.failed());
    }

    /** Of what was timed. */
    static Cost timed(Duration took) {
        double millis = took.toNanos() / 1e6;
        return new Cost(Double.NaN, millis, millis, 0);
    }

    /** How many times as much as another: by CPU, or by time if CPU is not known. */
    double times(Cost other) {
        return Double.isNaN(micros) ? p50 / other.p50 : micros / other.micros;
    }

    /** Whether it is at most so many times another. Of times that are nearly the same the ratio says nothing. */
    boolean isWithin(double bar, Cost other) {
        return times(other) <= bar || (Double.isNaN(micros) && Math.abs(p50 - other.p50) < NOISE);
    }
}
