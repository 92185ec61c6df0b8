package my.kilat.launcher.service;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How the JVMs of the services are set up: small, and quiet. */
public final class JvmFlags {
    private JvmFlags() {}

    /**
     * The flags of a JVM with this many services. {@code KILAT_JAVA_OPTS}, separated by blanks, comes last and so
     * prevails.
     */
    public static List<String> services(int count) {
        var flags = new ArrayList<>(List.of(
                "-XX:+UseSerialGC",
                "-Xms32m",
                count == 1 ? "-Xmx128m" : "-Xmx256m",
                // What a burst of work made the heap grow by is given back at the next full collection, not kept for
                // good.
                "-XX:MinHeapFreeRatio=20",
                "-XX:MaxHeapFreeRatio=40",
                "-XX:-ShrinkHeapInSteps",
                "-XX:TrimNativeHeapInterval=10000",
                "-XX:MaxDirectMemorySize=64m",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dfile.encoding=UTF-8",
                "-Djava.awt.headless=true",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        String more = System.getenv().getOrDefault("KILAT_JAVA_OPTS", "").strip();
        if (!more.isEmpty()) {
            flags.addAll(Arrays.asList(more.split("\\s+")));
        }
        return flags;
    }
}
