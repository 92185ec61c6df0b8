package my.kilat.launcher.place;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.CRC32;
import my.kilat.local.LocalPostgres;

/**
 * The directories of the platform on this machine.
 *
 * @param home the source tree
 * @param state runtime files: data, logs, PID files; {@code .kilat} in the source tree, or {@code KILAT_STATE}
 */
public record Layout(Path home, Path state) {

    public static Layout of(Path home, Map<String, String> environment) {
        String given = environment.getOrDefault("KILAT_STATE", "");
        return new Layout(
                home,
                home.resolve(given.isBlank() ? ".kilat" : given)
                        .toAbsolutePath()
                        .normalize());
    }

    public Path data() {
        return state.resolve("data");
    }

    public Path logs() {
        return state.resolve("log");
    }

    public Path run() {
        return state.resolve("run");
    }

    public Path log(String part) {
        return logs().resolve(part + ".log");
    }

    public Path pidFile(String part) {
        return run().resolve(part + ".pid");
    }

    /** The file with the {@link Coordination} of Kafka's data. */
    public Path coordination() {
        return data().resolve("coordination");
    }

    /** The script that creates the databases. */
    public Path databases() {
        return home.resolve("infrastructure/infra/init-databases.sql");
    }

    /**
     * The directory of the PostgreSQL cluster: with the other data, or under {@code /var/lib/kilat} if the user that runs it
     * has no access, as in a source tree below {@code /root}.
     */
    public Path postgres() {
        Path usual = data().resolve("postgres");
        if (Files.exists(usual)) {
            return usual;
        }
        try {
            Files.createDirectories(data());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return LocalPostgres.canLiveIn(data()) ? usual : elsewhere();
    }

    /** The alternative directory of a cluster; each state directory has one of its own. */
    public Path elsewhere() {
        var sum = new CRC32();
        sum.update(state.toString().getBytes(StandardCharsets.UTF_8));
        return Path.of("/var/lib/kilat", Long.toHexString(sum.getValue()), "postgres");
    }
}
