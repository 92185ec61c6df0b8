package my.kilat.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.fixture.TestSql;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DatabaseTest {
    private static final Sql ADD = Sql.of("insert into secret (id, word) values (:id, :word)");
    private static final Sql COUNT = Sql.of("select count(*) as words from secret where word = :word");
    private static final Sql PLEDGE = Sql.of("insert into pledge (id) values (1)");
    private static final Sql READ_ONLY =
            Sql.of("select current_setting('transaction_read_only')::boolean as read_only");
    private static Database database;

    @BeforeAll
    static void open() {
        database = TestService.database();
        TestSql.execute(database, "create table secret (id integer primary key, word text not null)");
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

        Throwable missing = catchThrowable(() -> database.run(tx -> tx.update(
                Sql.of("insert into secret (id, word) values (length(:word), null)"),
                arguments -> arguments.text("word", "open sesame"))));
        assertThat(logged(missing)).contains("null value in column").doesNotContain("sesame", "Failing row");
    }

    @Test
    void changesWithTheCommitRunInTheirOrderBeforeAnythingThatWaitsForTheCommit() {
        List<Integer> seen = new ArrayList<>();
        String result = database.transact(tx -> {
            tx.withCommit(ADD, arguments -> arguments.number("id", 20).text("word", "later"));
            tx.withCommit(
                    Sql.of("update secret set word = :word where id = :id"),
                    arguments -> arguments.text("word", "latest").number("id", 20));
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
            tx.withCommit(ADD, arguments -> arguments.number("id", 31).text("word", "undone"));
            tx.withCommit(ADD, arguments -> arguments.number("id", 30).text("word", "undone"));
            tx.withCommit(ADD, arguments -> arguments.number("id", 32).text("word", "undone"));
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
        TestSql.execute(database, """
                create table pledge (id integer primary key deferrable initially deferred)""");
        Throwable failure = catchThrowable(() -> database.run(tx -> {
            for (int i = 0; i < 2; i++) {
                tx.withCommit(PLEDGE, _ -> {});
            }
        }));
        assertThat(SqlStates.isDuplicate(failure, "pledge_pkey")).isTrue();
        database.run(tx -> tx.withCommit(PLEDGE, _ -> {}));
    }

    @Test
    void theServerRefusesAChangeOutsideOfATransactionAndItIsNoTroubleOfTheDatabase() {
        Sql add = Sql.of("insert into secret (id, word) values (40, 'refused') returning id");
        Sql lock = Sql.of("select id from secret where id = :id for update");
        for (int i = 0; i < 5; i++) {
            Throwable refused = catchThrowable(() -> database.list(add, _ -> {}, row -> row.number("id")));
            assertRefused(refused);
            assertRefused(catchThrowable(
                    () -> database.list(lock, arguments -> arguments.number("id", 40), row -> row.number("id"))));
        }
        assertThat(count("refused")).isZero();
        insert(40, "taken");
        assertThat(count("taken")).isEqualTo(1);
    }

    private static void assertRefused(Throwable refused) {
        assertThat(refused).isInstanceOf(IllegalStateException.class).hasMessageContaining("read-only transaction");
        assertThat(((SQLException) refused.getSuppressed()[0]).getSQLState()).isEqualTo("25006");
        assertThat(SqlStates.isAway(refused)).isFalse();
    }

    @Test
    void aReadIsReadOnlyAndLeavesTheSessionAsItWas() {
        for (int i = 0; i < 5; i++) {
            assertThat(isReadOnly(database)).isTrue();
            boolean readOnly = database.transact(DatabaseTest::isReadOnly);
            assertThat(readOnly).isFalse();
        }
    }

    private static boolean isReadOnly(Queries queries) {
        return queries.first(READ_ONLY, _ -> {}, row -> row.flag("read_only")).orElseThrow();
    }

    @Test
    void aStatementBringsAtMostAsManyRowsAsItMay() {
        Sql many = Sql.of("select n from generate_series(1, :most) as n").upTo(3);
        assertThat(database.list(many, arguments -> arguments.number("most", 3), row -> row.number("n")))
                .containsExactly(1, 2, 3);
        assertThatThrownBy(() -> database.list(many, arguments -> arguments.number("most", 4), row -> row.number("n")))
                .isInstanceOf(RowCeiling.TooManyRowsException.class);
        assertThatThrownBy(() -> database.transact(
                        tx -> tx.list(many, arguments -> arguments.number("most", 4), row -> row.number("n"))))
                .isInstanceOf(RowCeiling.TooManyRowsException.class);
    }

    @Test
    void valuesComeBackAsTheyWereGiven() {
        UUID id = UUID.randomUUID();
        Instant time = Instant.parse("2026-02-03T04:05:06.123456Z");
        Sql echo = Sql.of("""
                select :id as id, :text as text, :number as number, :big as big, :flag as flag, :time as time,
                    :bytes as bytes, :none as none, (:ids)[2] as second, (:times::timestamptz[])[1] as first""");
        List<Object> row = database.first(
                        echo,
                        arguments -> arguments
                                .uuid("id", id)
                                .text("text", "a:b?")
                                .number("number", 7)
                                .number("big", 1L << 40)
                                .flag("flag", true)
                                .time("time", time)
                                .bytes("bytes", new byte[] {1, 2})
                                .uuid("none", null)
                                .uuids("ids", List.of(UUID.randomUUID(), id), each -> each)
                                .times("times", List.of(time), each -> each),
                        found -> List.<Object>of(
                                found.uuid("id"),
                                found.text("text"),
                                found.number("number"),
                                found.bigNumber("big"),
                                found.flag("flag"),
                                found.time("time"),
                                HexFormat.of().formatHex(found.bytes("bytes")),
                                Optional.ofNullable(found.uuidOrNull("none")),
                                found.uuid("second"),
                                found.time("first")))
                .orElseThrow();
        assertThat(row).containsExactly(id, "a:b?", 7, 1L << 40, true, time, "0102", Optional.empty(), id, time);
        assertThatThrownBy(
                        () -> database.first(Sql.of("select null::text as word"), _ -> {}, found -> found.text("word")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("column word is null");
    }

    @Test
    void aBatchRunsTheChangeForEachElement() {
        database.run(tx -> assertThat(tx.updateEach(
                        Sql.of("update secret set word = 'batched' where id = :id"),
                        List.of(50, -1, 51),
                        (arguments, id) -> arguments.number("id", id)))
                .containsExactly(0, 0, 0));
        database.run(tx -> tx.updateEach(
                ADD,
                List.of(50, 51),
                (arguments, id) -> arguments.number("id", id).text("word", "first")));
        database.run(tx -> assertThat(tx.updateEach(
                        Sql.of("update secret set word = 'batched' where id = :id"),
                        List.of(50, -1, 51),
                        (arguments, id) -> arguments.number("id", id)))
                .containsExactly(1, 0, 1));
        assertThat(count("batched")).isEqualTo(2);
    }

    private static int count(String word) {
        return database.first(COUNT, arguments -> arguments.text("word", word), row -> row.number("words"))
                .orElseThrow();
    }

    private static void insert(Tx tx, int id, String word) {
        tx.update(ADD, arguments -> arguments.number("id", id).text("word", word));
    }

    private static void insert(int id, String word) {
        database.run(tx -> insert(tx, id, word));
    }

    private static String logged(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
