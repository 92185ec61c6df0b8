package my.kilat.local;

import java.nio.file.Files;
import java.nio.file.Path;

/** The location of Kilat's source tree on this machine. */
public final class KilatHome {
    private KilatHome() {}

    /**
     * The directory of {@code KILAT_HOME}, or the one at or above the working directory that contains the modules.
     *
     * @throws LocalServerException if there is none
     */
    public static Path find() {
        String given = System.getenv("KILAT_HOME");
        if (given != null && !given.isBlank()) {
            Path home = Path.of(given).toAbsolutePath().normalize();
            if (!isHome(home)) {
                throw new LocalServerException("KILAT_HOME is " + home + ", but there is no broker/pom.xml in it.");
            }
            return home;
        }
        Path start = Path.of("").toAbsolutePath();
        for (Path candidate = start; candidate != null; candidate = candidate.getParent()) {
            if (isHome(candidate)) {
                return candidate;
            }
        }
        throw new LocalServerException(
                "Neither " + start + " nor a directory above it is Kilat's; go there, or set KILAT_HOME.");
    }

    /**
     * The jars of Kafka and ZooKeeper, as a class path for their own JVMs.
     *
     * @throws LocalServerException if the build has not collected them
     */
    static Path brokerLibraries() {
        Path libraries = find().resolve("broker/target/lib");
        if (!Files.isDirectory(libraries)) {
            throw new LocalServerException("The jars of Kafka and ZooKeeper are not in " + libraries
                    + "; gather them with ./mvnw -q -pl broker package");
        }
        return libraries;
    }

    private static boolean isHome(Path directory) {
        return Files.isRegularFile(directory.resolve("broker/pom.xml"))
                && Files.isRegularFile(directory.resolve("pom.xml"));
    }
}
