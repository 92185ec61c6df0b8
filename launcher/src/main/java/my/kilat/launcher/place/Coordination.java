package my.kilat.launcher.place;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import my.kilat.launcher.LauncherException;

/** How Kafka stores its metadata: with ZooKeeper or KRaft. It is chosen once and stored with the data. */
public enum Coordination {
    ZOOKEEPER,
    KRAFT;

    /**
     * The choice of existing data; for new data the requested one.
     *
     * @param note the file that holds the choice
     * @param kraftWanted whether KRaft was requested
     * @throws LauncherException if KRaft is requested and the data was created with ZooKeeper
     */
    public static Coordination choose(Path note, boolean kraftWanted) {
        Optional<Coordination> made = remembered(note);
        if (kraftWanted && made.equals(Optional.of(ZOOKEEPER))) {
            throw new LauncherException("Kafka's data here was made with ZooKeeper, and --kraft works without. "
                    + "Leave --kraft out, or delete the data first: ./kilat down -v");
        }
        return made.orElse(kraftWanted ? KRAFT : ZOOKEEPER);
    }

    /** Stores the choice with the data. */
    public void remember(Path note) {
        try {
            Files.createDirectories(note.toAbsolutePath().getParent());
            Files.writeString(note, name().toLowerCase(Locale.ROOT) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Coordination> remembered(Path note) {
        try {
            return Optional.of(valueOf(Files.readString(note).strip().toUpperCase(Locale.ROOT)));
        } catch (IOException | IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}
