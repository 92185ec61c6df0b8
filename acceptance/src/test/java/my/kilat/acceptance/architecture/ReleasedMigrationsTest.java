package my.kilat.acceptance.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import my.kilat.local.KilatHome;
import my.kilat.platform.text.Sha256;
import org.junit.jupiter.api.Test;

/**
 * A migration that has been released stays as it is, down to its comments: Flyway compares it with what a database has run, and a
 * service does not start on one that has run another text. {@code released-migrations.txt} has a line for each; those of a release are
 * added with it.
 */
class ReleasedMigrationsTest {
    @Test
    void theyAreAsTheyWereReleased() throws IOException {
        List<String> there = Migrations.in(KilatHome.find()).stream()
                .map(migration -> migration + " " + HexFormat.of().formatHex(Sha256.of(migration.sql())))
                .toList();
        assertThat(there)
                .as("released migrations; what has to change goes into a new one")
                .containsAll(Migrations.released());
    }
}
