package my.kilat.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import my.kilat.launcher.Kilat;
import my.kilat.local.KilatHome;
import my.kilat.local.TestDatabase;
import my.kilat.local.TestServers;
import org.junit.jupiter.api.Test;

/** {@code doctor --database} and {@code migrate}, as an operator runs them against a server of somebody else. */
class DatabaseCommandsTest {
    private final TestDatabase database = TestServers.postgres().createDatabase(true);

    private record Said(int code, String words) {}

    private Said kilat(Map<String, String> more, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Kilat.class.getName()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> settings = new HashMap<>(Map.of(
                "KILAT_HOME", KilatHome.find().toString(),
                "DB_HOST", database.host(),
                "DB_PORT", Integer.toString(database.port()),
                "DB_NAME", database.name(),
                "DB_USER", database.user(),
                "DB_PASSWORD", database.password()));
        settings.putAll(more);
        builder.environment().putAll(settings);
        Process process = builder.start();
        process.getOutputStream().close();
        String said = process.inputReader().readAllAsString();
        return new Said(process.waitFor(), said);
    }

    @Test
    void theDoctorSaysWhatIsThereAndMigratingMakesTheTables() throws Exception {
        Said before = kilat(Map.of(), "doctor", "--database", "booking");
        assertThat(before.code()).as(before.words()).isZero();
        assertThat(before.words())
                .contains("PostgreSQL 1")
                .contains("Extension postgis", "in the schema public")
                .containsPattern("of version 0; the next start brings them to \\d");
        assertThat(tables()).isZero();
        Said strict = kilat(Map.of("DB_MIGRATE", "false"), "doctor", "--database", "booking");
        assertThat(strict.code()).isEqualTo(1);
        assertThat(strict.words()).contains("run './kilat migrate booking'");

        Said first = kilat(Map.of("DB_MIGRATE", "false"), "migrate", "booking");
        assertThat(first.code()).as(first.words()).isZero();
        Matcher version =
                Pattern.compile("booking: (version \\d+), \\d+ migrations run").matcher(first.words());
        assertThat(version.find()).as(first.words()).isTrue();
        assertThat(tables()).isPositive();
        assertThat(kilat(Map.of(), "migrate", "service-booking").words())
                .contains(version.group(1) + ", nothing to do");
        assertThat(kilat(Map.of(), "doctor", "--database", "booking").words())
                .contains("of " + version.group(1) + ", up to date")
                .doesNotContain("Exception");
    }

    private int tables() throws SQLException {
        try (var connection = TestServers.postgres().server().connect(database.name());
                var statement = connection.createStatement();
                var row = statement.executeQuery("select count(*) from pg_tables where tablename = 'booking'")) {
            row.next();
            return row.getInt(1);
        }
    }

    @Test
    void whatIsWrongIsOneSentenceAndAnExitCode() throws Exception {
        Said password = kilat(Map.of("DB_PASSWORD", "wrong"), "doctor", "--database", "booking");
        assertThat(password.code()).isEqualTo(1);
        assertThat(password.words()).contains("refuses DB_USER / DB_PASSWORD");
        Said nowhere = kilat(Map.of("DB_NAME", "no_such_database"), "migrate", "booking");
        assertThat(nowhere.code()).isEqualTo(1);
        assertThat(nowhere.words()).contains("booking: the database no_such_database does not exist");
        assertThat(kilat(Map.of(), "migrate", "gateway").words()).contains("The gateway has no database.");
        assertThat(kilat(Map.of("DB_SSLMODE", "full"), "migrate").words()).contains("DB_SSLMODE is \"full\"");
        Said six = kilat(Map.of("DB_NAME", ""), "doctor", "--database");
        assertThat(six.code()).isEqualTo(1);
        assertThat(six.words()).contains("the database kilat_booking does not exist");
    }
}
