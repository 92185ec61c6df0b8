package my.kilat.acceptance.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import my.kilat.local.KilatHome;
import org.junit.jupiter.api.Test;

/** No statement reads or deletes as many rows as there happen to be: each states a bound. */
class BoundedReadsTest {
    private static final Path ROOT = KilatHome.find();

    @Test
    void everyStatementStatesItsBound() {
        Bounds bounds = Bounds.of(ROOT);
        List<SqlTexts.Text> statements = SqlTexts.in(ROOT);
        assertThat(statements).as("statements that were found").hasSizeGreaterThan(100);
        Map<String, List<String>> without = statements.stream()
                .filter(text -> !bounds.states(text.sql()))
                .collect(Collectors.groupingBy(
                        text -> text.module() + "/" + text.file(),
                        TreeMap::new,
                        Collectors.mapping(text -> text.sql().replaceAll("\\s+", " "), Collectors.toList())));
        assertThat(without)
                .as(
                        "statements that bring or delete any number of rows; give them a limit, or a comment in the SQL that says why"
                                + " there can be only few: /* bounded: one for each lane */")
                .isEmpty();
    }

    @Test
    void theRuleTellsBoundedFromUnbounded() {
        Bounds bounds = Bounds.of(ROOT);
        assertThat(List.of(
                        "select id from booking where id = ?",
                        "select id from booking b where b.id = any(?) order by b.id for update",
                        "select count(*), sum(amount_cents) from payment where status = 'held'",
                        "select id from booking where owner_id = :owner order by created_at limit :most",
                        "select from_status from booking_history where booking_id = ? and version = ?",
                        "update booking set notes = ? where id = ? returning version",
                        "insert into inbox (event_id) select id from unnest(?) as id on conflict do nothing returning id",
                        "delete from outbox where seq = any(?)",
                        "delete from inbox where ctid = any(array(select ctid from inbox limit 5000))",
                        "select pg_try_advisory_xact_lock(?)",
                        "select lane /* bounded: one for each lane */ from lanes"))
                .allMatch(bounds::states);
        assertThat(List.of(
                        "select id from booking where owner_id = ?",
                        "select id from booking where id = ? or owner_id = ?",
                        "select status, count(*) from booking group by status",
                        "select from_status from booking_history where booking_id = ?",
                        "select id from booking where owner_id in (select id from account limit 1)",
                        "delete from inbox where received_at < now()",
                        "delete from inbox where received_at < now() returning event_id"))
                .noneMatch(bounds::states);
    }
}
