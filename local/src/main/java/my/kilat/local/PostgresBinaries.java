package my.kilat.local;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * An installation of PostgreSQL on this machine.
 *
 * @param directory of its programs: initdb, psql and the server itself
 * @param version its major version, for instance 15
 * @param postgis whether PostGIS is installed for it
 */
public record PostgresBinaries(Path directory, int version, boolean postgis) {

    /** The advice for a user without an installation. */
    public static final String HOW_TO_INSTALL =
            "On Debian and Ubuntu: sudo apt-get install postgresql postgis 'postgresql-*-postgis-3'"
                    + "; on macOS: brew install postgis. Or set DB_HOST, DB_PORT, DB_USER and DB_PASSWORD to a server that is there already.";

    /**
     * The newest installation, one with PostGIS before one without: from Debian's {@code /usr/lib/postgresql}, from
     * the directory that {@code PG_CONFIG} names, from the {@code PATH} and from Homebrew.
     */
    public static Optional<PostgresBinaries> find() {
        return candidates().stream()
                .filter(PostgresBinaries::isComplete)
                .map(PostgresBinaries::describe)
                .flatMap(Optional::stream)
                .max(Comparator.comparing(PostgresBinaries::postgis).thenComparingInt(PostgresBinaries::version));
    }

    /**
     * As {@link #find()}, but requires one with PostGIS.
     *
     * @throws LocalServerException if there is none
     */
    static PostgresBinaries require() {
        PostgresBinaries found = find().orElseThrow(() ->
                new LocalServerException("PostgreSQL is not installed on this machine. " + HOW_TO_INSTALL));
        if (!found.postgis()) {
            throw new LocalServerException(
                    "PostgreSQL " + found.version() + " is installed, but PostGIS is not. " + HOW_TO_INSTALL);
        }
        return found;
    }

    /** The path of one of its programs. */
    String program(String name) {
        return directory.resolve(name).toString();
    }

    private static List<Path> candidates() {
        var found = new ArrayList<Path>();
        String config = System.getenv("PG_CONFIG");
        if (config != null && !config.isBlank()) {
            ask(config, "--bindir").map(Path::of).ifPresent(found::add);
        }
        addAll(found, Path.of("/usr/lib/postgresql"), "*", "bin");
        for (String directory : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            if (!directory.isBlank()) {
                found.add(Path.of(directory));
            }
        }
        addAll(found, Path.of("/opt/homebrew/opt"), "postgresql*", "bin");
        addAll(found, Path.of("/usr/local/opt"), "postgresql*", "bin");
        return found;
    }

    private static void addAll(List<Path> found, Path parent, String pattern, String child) {
        if (!Files.isDirectory(parent)) {
            return;
        }
        try (DirectoryStream<Path> each = Files.newDirectoryStream(parent, pattern)) {
            each.forEach(directory -> found.add(directory.resolve(child)));
        } catch (IOException unreadable) {
            // It contains nothing usable.
        }
    }

    private static boolean isComplete(Path directory) {
        return List.of("initdb", "postgres", "psql").stream()
                .allMatch(program -> Files.isExecutable(directory.resolve(program)));
    }

    private static Optional<PostgresBinaries> describe(Path directory) {
        // "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"
        return ask(directory.resolve("postgres").toString(), "--version")
                .map(line -> line.replaceFirst("^.*\\(PostgreSQL\\) ", "").replaceFirst("[^0-9].*$", ""))
                .filter(number -> !number.isEmpty())
                .map(Integer::parseInt)
                .map(version -> new PostgresBinaries(directory, version, hasPostgis(directory, version)));
    }

    private static boolean hasPostgis(Path directory, int version) {
        var shares = new ArrayList<Path>();
        shares.add(Path.of("/usr/share/postgresql", Integer.toString(version)));
        Path pgConfig = directory.resolve("pg_config");
        if (Files.isExecutable(pgConfig)) {
            ask(pgConfig.toString(), "--sharedir").map(Path::of).ifPresent(shares::add);
        }
        shares.add(directory.resolveSibling("share/postgresql"));
        shares.add(directory.resolveSibling("share"));
        return shares.stream().anyMatch(share -> Files.exists(share.resolve("extension/postgis.control")));
    }

    private static Optional<String> ask(String program, String option) {
        try {
            Process process = new ProcessBuilder(program, option)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (var reader = process.inputReader()) {
                String line = reader.readLine();
                return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0
                        ? Optional.ofNullable(line)
                        : Optional.empty();
            }
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
