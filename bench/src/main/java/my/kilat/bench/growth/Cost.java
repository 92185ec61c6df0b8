package my.kilat.bench.growth;

import java.time.Duration;
import java.util.Map;
import my.kilat.bench.load.Load;
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

    /** Measures an operation; ends when what it caused has been worked off. */
    static Cost measure(Platform platform, Operation operation, int workers, Duration length) {
        platform.awaitQuiet();
        long before = used(platform);
        Load.Result result = new Load(platform.gateway(), workers, length).run(operation.unit());
        platform.awaitQuiet();
        return new Cost(
                (used(platform) - before) / (double) Math.max(1, result.done()),
                result.micros().getValueAtPercentile(50) / 1000.0,
                result.micros().getValueAtPercentile(99) / 1000.0,
                result.failed());
    }

    private static long used(Platform platform) {
        Map<String, Long> micros = platform.cpu().micros();
        return micros.getOrDefault(Platform.OURS, 0L) + micros.getOrDefault(Platform.POSTGRES, 0L);
    }
}
