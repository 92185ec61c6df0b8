package my.kilat.launcher.machine;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import my.kilat.launcher.LauncherException;

/** The package manager of Debian and Ubuntu. */
public final class Apt {
    private static final Pattern POSTGIS = Pattern.compile("^postgresql-(\\d+)-postgis-3 - .*");

    private final Path log;

    /**
     * @param log where its output goes
     */
    public Apt(Path log) {
        this.log = log;
    }

    /** Whether it is installed and we are permitted to use it. */
    public static boolean isUsable() {
        return isThere() && "root".equals(System.getProperty("user.name"));
    }

    /** Whether it is installed. */
    public static boolean isThere() {
        return Files.isExecutable(Path.of("/usr/bin/apt-get"));
    }

    /**
     * Installs the newest PostgreSQL for which PostGIS is available.
     *
     * @param progress receives progress messages
     * @throws LauncherException if that fails
     */
    public void installPostgres(Consumer<String> progress) {
        progress.accept("apt-get update");
        update(progress);
        int version = newestPostgis()
                .orElseThrow(() -> new LauncherException("apt-get knows no package postgresql-*-postgis-3. "
                        + "Install PostgreSQL with PostGIS by hand, or set DB_HOST to a server that has them."));
        install(progress, List.of("postgresql-" + version, "postgresql-" + version + "-postgis-3"));
    }

    /** Updates the package lists. */
    public void update(Consumer<String> progress) {
        run(progress, List.of("apt-get", "update"));
    }

    /**
     * Installs packages with their dependencies, without recommended packages.
     *
     * @param progress receives progress messages
     * @throws LauncherException if that fails
     */
    public void install(Consumer<String> progress, List<String> packages) {
        var command = new ArrayList<>(List.of("apt-get", "install", "--yes", "--no-install-recommends"));
        command.addAll(packages);
        run(progress, command);
    }

    private Optional<Integer> newestPostgis() {
        var lines = new ArrayList<String>();
        run(lines::add, List.of("apt-cache", "search", "--names-only", "^postgresql-[0-9]+-postgis-3$"));
        return lines.stream()
                .map(POSTGIS::matcher)
                .filter(Matcher::matches)
                .map(line -> Integer.valueOf(line.group(1)))
                .max(Comparator.naturalOrder());
    }

    private void run(Consumer<String> progress, List<String> command) {
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
            builder.environment().put("LC_ALL", "C.UTF-8");
            Process process = builder.start();
            process.getOutputStream().close();
            try (BufferedReader output = process.inputReader();
                    var copy = Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                String line = output.readLine();
                while (line != null) {
                    copy.write(line + "\n");
                    progress.accept(line);
                    line = output.readLine();
                }
            }
            if (process.waitFor() != 0) {
                throw new LauncherException(String.join(" ", command) + " failed; see " + log);
            }
        } catch (IOException e) {
            throw new LauncherException("Could not run " + command.getFirst() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherException("Interrupted while " + command.getFirst() + " ran.", e);
        }
    }
}
