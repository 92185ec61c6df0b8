package my.kilat.bench.platform;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What came of a load, and what it cost.
 *
 * @param result what came of it
 * @param micros of CPU by group of processes, including the work on the events that it caused
 * @param compiling the share of our services' CPU that their JIT compilers used, from 0 to 1; without threads of theirs
 *     that have ended meanwhile
 */
public record Measured<T>(T result, Map<String, Long> micros, double compiling) {
    /** Microseconds of CPU by group for each of so many units. */
    public Map<String, Double> micros(long units) {
        Map<String, Double> each = new LinkedHashMap<>();
        micros.forEach((group, used) -> each.put(group, used / (double) Math.max(1, units)));
        return each;
    }
}
