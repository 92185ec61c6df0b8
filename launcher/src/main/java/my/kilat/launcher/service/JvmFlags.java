package my.kilat.launcher.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import my.kilat.launcher.LauncherException;
import my.kilat.local.CleanEnvironment;

/** The flags of the services' JVMs: small, quiet, and the same on every machine. */
public final class JvmFlags {
    private static final String OURS = "KILAT_JAVA_OPTS";

    /** Environment variables from which every JVM takes flags. */
    private static final List<String> OF_THE_JVM = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    private static final List<String> ALWAYS = Stream.concat(
                    Stream.of(
                            "-XX:+UseSerialGC",
                            // Object headers of 8 bytes rather than 12.
                            "-XX:+UseCompactObjectHeaders",
                            "-XX:+ExitOnOutOfMemoryError",
                            // Heap that a peak load added is given back at the next full collection.
                            "-XX:MinHeapFreeRatio=20",
                            "-XX:MaxHeapFreeRatio=40",
                            "-XX:-ShrinkHeapInSteps",
                            "-XX:TrimNativeHeapInterval=10000",
                            "-Djava.awt.headless=true",
                            "--enable-native-access=ALL-UNNAMED",
                            "--sun-misc-unsafe-memory-access=allow"),
                    CleanEnvironment.JVM_FLAGS.stream())
            .toList();

    private static final String SMALL = "-Xms32m";

    /**
     * The sizes at the start of a JVM with several services, unless {@code KILAT_JAVA_OPTS} sizes the heap, which might be smaller.
     * The young generation has a fixed size. By default it begins with 10 MB, so small that what requests under way hold is moved
     * to the old one, where it stays until that is full: after some minutes of load 430 MB were resident instead of 346.
     */
    private static final List<String> SEVERAL = List.of("-Xms80m", "-Xmn40m");

    private static final Pattern HEAP = Pattern.compile("-Xm[snx].*");

    /** Flags that do not affect a cache. */
    private static final Pattern SIZE = Pattern.compile("-Xm[snx].*|-Xss.*|-XX:MaxDirectMemorySize=.*");

    private JvmFlags() {}

    /** The flags of a JVM with this many services. {@code KILAT_JAVA_OPTS} comes last and so takes precedence. */
    public static List<String> services(int count) {
        return services(count, System.getenv());
    }

    static List<String> services(int count, Map<String, String> environment) {
        var flags = new ArrayList<>(ALWAYS);
        List<String> given = given(environment, OURS);
        boolean hasOwnSizes = given.stream().anyMatch(HEAP.asMatchPredicate());
        flags.addAll(count == 1 || hasOwnSizes ? List.of(SMALL) : SEVERAL);
        flags.addAll(List.of(count == 1 ? "-Xmx128m" : "-Xmx256m", "-XX:MaxDirectMemorySize=64m"));
        flags.addAll(given);
        return flags;
    }

    /** All except the sizes: JVMs that share an AOT cache must have these in common. */
    static List<String> ofCache() {
        return ofCache(System.getenv());
    }

    static List<String> ofCache(Map<String, String> environment) {
        var flags = new ArrayList<>(ALWAYS);
        flags.addAll(given(environment, OURS));
        OF_THE_JVM.forEach(variable -> flags.addAll(given(environment, variable)));
        flags.removeIf(flag -> SIZE.matcher(flag).matches());
        return flags;
    }

    private static List<String> given(Map<String, String> environment, String variable) {
        try {
            return CommandWords.of(environment.getOrDefault(variable, ""));
        } catch (IllegalArgumentException e) {
            throw new LauncherException(variable + " cannot be understood: " + e.getMessage(), e);
        }
    }
}
