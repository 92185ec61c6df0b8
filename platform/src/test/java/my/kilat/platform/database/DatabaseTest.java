package my.kilat.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import my.kilat.platform.fixture.TestService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DatabaseTest {
    private static Database database;

    @BeforeAll
    static void open() {
        database = Database.open(
                DatabaseSettings.from(TestService.environment(false, Map.of()), "notes"),
                "notes",
                new SimpleMeterRegistry());
        database.run(tx -> tx.sql().execute("create table secret (id integer primary key, word text not null)"));
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void aFailureNamesItsCauseAndNoneOfTheValues() {
        insert(1, "open sesame");
        Throwable duplicate = catchThrowable(() -> insert(1, "open sesame"));
        assertThat(SqlStates.isDuplicate(duplicate, "secret_pkey")).isTrue();
        assertThat(logged(duplicate)).contains("secret_pkey").doesNotContain("sesame", "(1)");

        Throwable missing = catchThrowable(() -> database.run(tx -> tx.sql()
                .createUpdate("insert into secret (id, word) values (length(:word), null)")
                .bind("word", "open sesame")
                .execute()));
        assertThat(logged(missing)).contains("null value in column").doesNotContain("sesame", "Failing row");
    }

    private static void insert(int id, String word) {
        database.run(tx -> tx.sql()
                .createUpdate("insert into secret (id, word) values (:id, :word)")
                .bind("id", id)
                .bind("word", word)
                .execute());
    }

    private static String logged(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
