package my.kilat.acceptance.platform;

import java.util.List;
import java.util.stream.Stream;
import my.kilat.launcher.service.JvmFlags;

/** How JVMs run that a test starts and ends within minutes. */
public final class ShortLived {
    /** Compiles methods by C1 only: what C2 takes for them is not repaid within minutes. */
    public static final String COMPILER = "-XX:TieredStopAtLevel=1";

    private ShortLived() {}

    /** The flags of a JVM that runs several services. */
    public static List<String> services() {
        return Stream.concat(JvmFlags.services(KilatProcesses.ALL.size()).stream(), Stream.of(COMPILER))
                .toList();
    }
}
