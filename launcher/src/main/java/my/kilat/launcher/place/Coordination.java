package my.kilat.launcher.place;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import my.kilat.launcher.LauncherException;

/** Who keeps Kafka's own records. It is chosen once and stays with the data. */
public enum Coordination {
    ZOOKEEPER,
    KRAFT;

    /**
     * What the data was made with; for new data what is wanted.
     *
     * @param note where that is remembered
     * @param kraftWanted whether KRaft was asked for
     * @throws LauncherException when KRaft is asked for and the data was made with ZooKeeper
     */
    public static Coordination choose(Path note, boolean kraftWanted) {
        Optional<Coordination> made = remembered(note);
        if (kraftWanted && made.equals(Optional.of(ZOOKEEPER))) {
            throw new LauncherException("Kafka's data here was made with ZooKeeper, and --kraft works without. "
                    + "Leave --kraft out, or delete the data first: ./kilat down -v");
        }
        return made.orElse(kraftWanted ? KRAFT : ZOOKEEPER);
    }

    /** Remembers it with the data. */
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
