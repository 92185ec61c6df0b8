package my.kilat.launcher.supervise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import my.kilat.launcher.place.Layout;
import my.kilat.local.ChildProcess;
import my.kilat.local.LocalKafka;
import my.kilat.local.LocalPostgres;
import my.kilat.local.LocalZooKeeper;
import my.kilat.local.PidFile;

/** Processes that outlived their supervisor, found by their PID files. */
public final class Leftovers {
    /** The name of the supervisor's own PID file. */
    public static final String SUPERVISOR = "supervisor";

    private static final Duration TIME_TO_END = Duration.ofSeconds(13);

    private Leftovers() {}

    /** Whether there are any. To be called only while no supervisor is alive. */
    public static boolean exist(Layout layout) {
        return services(layout).stream().anyMatch(note -> note.living().isPresent())
                || servers(layout).stream().anyMatch(note -> note.living().isPresent());
    }

    /** Ends them: the services first, then the servers that they use. */
    public static void end(Layout layout) {
        services(layout).parallelStream().forEach(note -> ChildProcess.endLeftover(note, TIME_TO_END));
        LocalZooKeeper zooKeeper = zooKeeper(layout);
        LocalKafka.withZooKeeper(layout.data().resolve(Fleet.KAFKA), 1, layout.log(Fleet.KAFKA), zooKeeper)
                .endLeftover();
        zooKeeper.endLeftover();
        postgres(layout).endLeftover();
    }

    private static List<PidFile> servers(Layout layout) {
        LocalZooKeeper zooKeeper = zooKeeper(layout);
        return List.of(
                postgres(layout).pidFile(),
                zooKeeper.pidFile(),
                LocalKafka.withZooKeeper(layout.data().resolve(Fleet.KAFKA), 1, layout.log(Fleet.KAFKA), zooKeeper)
                        .pidFile());
    }

    private static LocalZooKeeper zooKeeper(Layout layout) {
        return new LocalZooKeeper(layout.data().resolve(Fleet.ZOOKEEPER), 1, layout.log(Fleet.ZOOKEEPER));
    }

    private static LocalPostgres postgres(Layout layout) {
        return LocalPostgres.durable(layout.postgres(), 1, layout.log(Fleet.POSTGRES));
    }

    private static List<PidFile> services(Layout layout) {
        var notes = new ArrayList<PidFile>();
        if (!Files.isDirectory(layout.run())) {
            return notes;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(layout.run(), "*.pid")) {
            files.forEach(file -> {
                if (!file.getFileName().toString().equals(SUPERVISOR + ".pid")) {
                    notes.add(new PidFile(file));
                }
            });
            return notes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
