package my.kilat.launcher.supervise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import my.kilat.launcher.place.Layout;
import my.kilat.local.LocalPostgres;

/** The script that creates the databases. It is idempotent, and is run again only if it has changed. */
final class DatabaseScript {
    private final Path script;
    private final Path note;

    DatabaseScript(Layout layout) {
        this.script = layout.databases();
        this.note = layout.data().resolve("databases");
    }

    void runIfChanged(LocalPostgres postgres) {
        try {
            var sum = new CRC32();
            sum.update(Files.readAllBytes(script));
            String fingerprint = Long.toHexString(sum.getValue());
            if (Files.exists(note) && Files.readString(note).equals(fingerprint)) {
                return;
            }
            postgres.run(script);
            Files.writeString(note, fingerprint);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
