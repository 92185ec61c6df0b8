package my.kilat.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.fixture.TestSql;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** However slow the server is, no statement that deletes old rows runs for longer than a second. */
class SweepTest {
    private Database database;

    @BeforeEach
    void open() {
        database = TestService.database();
        TestSql.execute(database, "create table slow (at timestamptz not null)");
        TestSql.execute(database, "create index on slow (at)");
        TestSql.execute(database, "create table step (deleted bigint not null)");
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** Rows of which each takes so many seconds to be deleted. */
    private void fill(int rows, String seconds) {
        TestSql.execute(
                database,
                "insert into slow select now() - n * interval '1 second' from generate_series(1, " + rows + ") n");
        TestSql.execute(database, """
                create function take_time() returns trigger language plpgsql as $$
                begin
                    perform pg_sleep(%s);
                    return old;
                end $$""".formatted(seconds));
        TestSql.execute(
                database, "create trigger slowly before delete on slow for each row execute function take_time()");
        TestSql.execute(database, """
                create function note_step() returns trigger language plpgsql as $$
                begin
                    insert into step select count(*) from gone;
                    return null;
                end $$""");
        TestSql.execute(database, """
                create trigger noted after delete on slow referencing old table as gone
                for each statement execute function note_step()""");
    }

    @Test
    void slowRowsAreDeletedInSmallerSteps() {
        fill(1_000, "0.002");
        assertThat(Sweep.deleteBefore(database, "slow", "at", Instant.now())).isEqualTo(1_000);
        assertThat(TestSql.number(database, "select count(*) from slow")).isZero();
        assertThat(TestSql.number(database, "select max(deleted) from step")).isLessThan(500);
    }

    @Test
    void rowsOfWhichNotEvenAFewCanBeDeletedInTimeAreAFailure() {
        fill(20, "0.3");
        assertThatThrownBy(() -> Sweep.deleteBefore(database, "slow", "at", Instant.now()))
                .hasStackTraceContaining("statement timeout");
        assertThat(TestSql.number(database, "select count(*) from slow")).isEqualTo(20);
    }
}
