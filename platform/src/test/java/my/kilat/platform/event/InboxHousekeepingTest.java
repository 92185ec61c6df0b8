package my.kilat.platform.event;

import static org.assertj.core.api.Assertions.assertThat;

import my.kilat.platform.database.Database;
import my.kilat.platform.database.Sweep;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.fixture.TestSql;
import org.junit.jupiter.api.Test;

/** However many events there are to be forgotten, no single statement deletes them all. */
class InboxHousekeepingTest {
    @Test
    void oldEventsAreForgottenInStepsAndRecentOnesKept() {
        try (Database database = TestService.database()) {
            database.run(tx -> {
                TestSql.execute(tx, """
                        insert into inbox (event_id, consumer_group, received_at)
                        select gen_random_uuid(), 'group', now() - make_interval(days => 16 - n % 2 * 10)
                        from generate_series(1, 24002) n""");
                TestSql.execute(tx, "create table statement_log (deleted bigint not null)");
                TestSql.execute(tx, """
                        create function note_deleted() returns trigger language plpgsql as $$
                        begin
                            insert into statement_log select count(*) from gone;
                            return null;
                        end $$""");
                TestSql.execute(tx, """
                        create trigger noted after delete on inbox referencing old table as gone
                        for each statement execute function note_deleted()""");
            });
            Inbox.forgetOld(database);
            assertThat(TestSql.number(database, "select count(*) from inbox")).isEqualTo(12_001);
            assertThat(TestSql.number(database, "select max(deleted) from statement_log"))
                    .isLessThanOrEqualTo(Sweep.STEP);
            assertThat(TestSql.number(database, "select sum(deleted) from statement_log"))
                    .isEqualTo(12_001);
        }
    }
}
