package my.kilat.bench.platform;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import my.kilat.bench.BenchException;

/** The heap of Java processes, as {@code jcmd} of the JDK of this process sees it. */
final class Heap {
    private static final String TOTAL = "Total";

    private Heap() {}

    /**
     * The bytes of all objects that are reachable. A full collection precedes the count, and one more precedes that, for what the
     * first one only hands to cleaners.
     *
     * @throws BenchException if a process does not answer
     */
    static long reachableBytes(List<Long> pids) {
        pids.forEach(Heap::histogram);
        return pids.stream().mapToLong(pid -> total(histogram(pid))).sum();
    }

    private static long total(List<String> histogram) {
        return histogram.stream()
                .filter(line -> line.startsWith(TOTAL))
                .mapToLong(line -> Long.parseLong(line.split("\\s+", -1)[2]))
                .findFirst()
                .orElseThrow(() -> new BenchException("jcmd counts no objects: " + histogram));
    }

    private static List<String> histogram(long pid) {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try {
            Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            try (var lines = process.inputReader()) {
                return lines.lines().toList();
            }
        } catch (IOException e) {
            throw new BenchException("jcmd cannot be run: " + e.getMessage(), e);
        }
    }
}
