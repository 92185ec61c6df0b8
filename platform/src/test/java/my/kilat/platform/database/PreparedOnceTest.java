package my.kilat.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import my.kilat.platform.fixture.TestService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A session prepares a statement once, whether or not the values of its parameters are null. */
class PreparedOnceTest {
    /** The planner takes a plan for any values from the sixth execution on, and only of a statement that it has kept. */
    private static final int TIMES = 20;

    private static final Sql EVERY_TYPE = Sql.of("""
            select num_nulls(:id, :word, :number, :real, :flag, :time, :bytes) as nulls""");
    private static final Sql PREPARED = Sql.of("""
            select count(*) as statements, coalesce(sum(custom_plans), 0) as planned_anew
            from pg_prepared_statements where statement like :pattern""");
    private static Database database;

    @BeforeAll
    static void open() {
        database = TestService.database();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void nullIsOfTheTypeOfTheOtherValues() {
        database.run(tx -> {
            for (int i = 0; i < TIMES; i++) {
                boolean none = i % 2 == 1;
                long nulls = tx.first(
                                EVERY_TYPE,
                                values -> values.uuid("id", none ? null : new UUID(1, 2))
                                        .text("word", none ? null : "word")
                                        .numberOrNull("number", none ? null : 3L)
                                        .realOrNull("real", none ? null : 4.5)
                                        .flagOrNull("flag", none ? null : true)
                                        .time("time", none ? null : Instant.EPOCH)
                                        .bytes("bytes", none ? null : new byte[] {6}),
                                row -> row.number("nulls"))
                        .orElseThrow();
                assertThat(nulls).isEqualTo(none ? 7 : 0);
            }
            String seen = tx.first(
                            PREPARED,
                            values -> values.text("pattern", "%num_nulls($1, $2, %"),
                            row -> row.number("statements") + " prepared, "
                                    + (row.number("planned_anew") <= TIMES / 2 ? "seldom" : "often")
                                    + " planned anew")
                    .orElseThrow();
            assertThat(seen).isEqualTo("1 prepared, seldom planned anew");
        });
    }

    private static long timesPlannedAnew(Sql page) {
        long planned = 0;
        for (int i = 0; i < TIMES; i++) {
            planned = database.first(page, values -> values.number("limit", 1), row -> row.bigNumber("planned_anew"))
                    .orElseThrow();
        }
        return planned;
    }

    @Test
    void aPageOfAListIsPlannedOnceIfItsStatementSaysSo() {
        assertThat(timesPlannedAnew(page("numbers")))
                .as("the planner takes a limit that it does not know for a tenth of the rows")
                .isGreaterThan(TIMES / 2);
        assertThat(timesPlannedAnew(page("others").plannedOnce())).isZero();
        assertThat(timesPlannedAnew(page("more").plannedOnce().upTo(10))).isZero();
    }

    private static Sql page(String name) {
        return Sql.of("""
                select (select coalesce(sum(custom_plans), 0) from pg_prepared_statements where statement like '%%as page_of_%1$s%%')
                    as planned_anew
                from generate_series(1, 100000) as page_of_%1$s limit :limit""".formatted(name));
    }
}
