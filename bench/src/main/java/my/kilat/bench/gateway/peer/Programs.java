package my.kilat.bench.gateway.peer;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import my.kilat.bench.BenchException;
import my.kilat.launcher.machine.Apt;

/** Programs of others that the bench needs; on Debian and Ubuntu it installs what is missing, if it may. */
public final class Programs {
    private static final List<String> BESIDES_PATH = List.of("/usr/sbin", "/usr/local/sbin", "/usr/local/go/bin");
    private static final Map<String, String> PACKAGES =
            Map.of("nginx", "nginx-light", "haproxy", "haproxy", "wrk", "wrk", "redis-check-rdb", "redis-tools");

    /** What a proxied request of nginx is measured with. */
    public static final List<String> NGINX = List.of("nginx", "wrk");

    /** What the gateway is measured beside, and with. */
    static final List<String> GATEWAYS = List.of("nginx", "haproxy", "wrk", "redis-check-rdb");

    private Programs() {}

    /**
     * Sees to it that programs are there.
     *
     * @param programs of {@link #NGINX} or {@link #GATEWAYS}
     * @param log for what the installation says
     */
    public static void require(List<String> programs, Path log) {
        List<String> missing = programs.stream()
                .filter(program -> find(program).isEmpty())
                .map(program -> PACKAGES.getOrDefault(program, program))
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        String packages = String.join(" ", missing);
        if (!Apt.isUsable()) {
            throw new BenchException("The bench needs " + packages
                    + ". Install it, for instance with: sudo apt-get install " + packages);
        }
        System.out.println("installing " + packages);
        Apt apt = new Apt(log);
        apt.update(line -> {});
        apt.install(line -> {}, missing);
    }

    /** A program that is there, by its name. */
    public static Path path(String program) {
        return find(program).orElseThrow(() -> new BenchException(program + " is not on the PATH"));
    }

    /** A program by its name. */
    static Optional<Path> find(String program) {
        return Stream.concat(
                        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)),
                        BESIDES_PATH.stream())
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The first line of what a program says of its version; empty when it says nothing. */
    public static String version(String program, String option) {
        try {
            Process process = new ProcessBuilder(path(program).toString(), option)
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return said.lines().findFirst().orElse("");
        } catch (IOException e) {
            return "";
        }
    }
}
