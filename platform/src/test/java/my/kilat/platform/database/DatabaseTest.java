package my.kilat.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import my.kilat.platform.fixture.TestService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DatabaseTest {
    private static final String ADD = "insert into secret (id, word) values (?, ?)";
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

    @Test
    void changesWithTheCommitRunInTheirOrderBeforeAnythingThatWaitsForTheCommit() {
        List<Integer> seen = new ArrayList<>();
        String result = database.transact(tx -> {
            tx.withCommit(ADD, parameters -> parameters.number(20).text("later"));
            tx.withCommit(
                    "update secret set word = ? where id = ?",
                    parameters -> parameters.text("latest").number(20));
            tx.afterCommit(() -> seen.add(count("latest")));
            insert(tx, 21, "latest");
            return "done";
        });
        assertThat(result).isEqualTo("done");
        assertThat(seen).containsExactly(2);
    }

    @Test
    void whenAChangeWithTheCommitFailsNothingIsCommittedAndTheNextTransactionIsNotTouched() {
        List<Integer> seen = new ArrayList<>();
        Throwable failure = catchThrowable(() -> database.run(tx -> {
            insert(tx, 30, "undone");
            tx.withCommit(ADD, parameters -> parameters.number(31).text("undone"));
            tx.withCommit(ADD, parameters -> parameters.number(30).text("undone"));
            tx.withCommit(ADD, parameters -> parameters.number(32).text("undone"));
            tx.afterCommit(() -> seen.add(30));
        }));
        assertThat(SqlStates.isDuplicate(failure, "secret_pkey")).isTrue();
        assertThat(seen).isEmpty();
        assertThat(count("undone")).isZero();
        insert(33, "undone");
        assertThat(count("undone")).isEqualTo(1);
    }

    @Test
    void whatIsCheckedAtTheCommitIsCheckedThereToo() {
        database.run(tx -> tx.sql().execute("""
                create table pledge (id integer primary key deferrable initially deferred)"""));
        Throwable failure = catchThrowable(() -> database.run(tx -> {
            for (int i = 0; i < 2; i++) {
                tx.withCommit("insert into pledge (id) values (?)", parameters -> parameters.number(1));
            }
        }));
        assertThat(SqlStates.isDuplicate(failure, "pledge_pkey")).isTrue();
        database.run(tx -> tx.withCommit("insert into pledge (id) values (?)", parameters -> parameters.number(1)));
    }

    private static int count(String word) {
        return database.read(handle -> handle.createQuery("select count(*) from secret where word = :word")
                .bind("word", word)
                .mapTo(Integer.class)
                .one());
    }

    private static void insert(Tx tx, int id, String word) {
        PlainSql.update(tx.sql(), ADD, parameters -> parameters.number(id).text(word));
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
