package my.kilat.bench.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import my.kilat.bench.gateway.peer.Programs;

/** Where and with what was measured, in a sentence. */
final class Circumstances {
    private Circumstances() {}

    static String sentence(int rounds, int seconds) {
        return "Measured on " + LocalDate.now(ZoneOffset.UTC) + " on " + processor() + ", "
                + Runtime.getRuntime().availableProcessors() + " processors, Linux "
                + System.getProperty("os.version") + ", which the load and the upstream share with what is measured; "
                + rounds + " rounds of " + seconds + " s, the peers in turn. " + strip(Programs.version("nginx", "-v"))
                + "; " + strip(Programs.version("haproxy", "-v")) + "; Java "
                + Runtime.version() + ". Median (least–most).";
    }

    private static String processor() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("an unknown processor");
        } catch (IOException e) {
            return "an unknown processor";
        }
    }

    private static String strip(String version) {
        return version.replaceFirst("^nginx version: ", "")
                .replaceFirst(" - https.*$", "")
                .replaceFirst("\\s\\d{4}/\\d\\d/\\d\\d$", "");
    }
}
