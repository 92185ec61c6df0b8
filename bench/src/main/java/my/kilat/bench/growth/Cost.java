package my.kilat.bench.growth;

import java.time.Duration;
import java.util.Map;
import my.kilat.bench.load.Load;
import my.kilat.bench.platform.Measured;
import my.kilat.bench.platform.Platform;

/**
 * What an operation costs.
 *
 * @param micros of CPU in our services and PostgreSQL together, for each
 * @param p50 in milliseconds
 * @param p99 in milliseconds
 * @param failed how many were answered otherwise than expected
 */
record Cost(double micros, double p50, double p99, long failed) {

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
}
