package my.kilat.platform.reconcile;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;
import my.kilat.platform.http.Health;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pairs of a reconciliation that no rule repairs, as they are stored, and the alarm that tells of them. */
final class Differences {
    private static final Logger LOG = LoggerFactory.getLogger(Differences.class);

    private static final String ALARM = "differences";
    private static final int MOST = 1_000;

    private static final Sql FORGET_AGREEING = Sql.of("delete from reconciliation_difference"
            + " where name = :name and booking_id = any(:compared) and booking_id <> all(:differing)");
    private static final Sql FORGET_UNSEEN =
            Sql.of("delete from reconciliation_difference where name = :name and cycle < :cycle"
                    + " /* bounded: there are never more than MOST */");
    private static final Sql REMEMBER = Sql.of("""
            insert into reconciliation_difference as d (name, booking_id, words, cycle)
            select :name, n.booking_id, n.words, p.cycle
            from reconciliation_position p, unnest(:bookings, :words) as n(booking_id, words)
            where p.name = :name and (select count(*) from (select from reconciliation_difference limit %1$s) as few) < %1$s
            on conflict (name, booking_id) do update set words = excluded.words, cycle = excluded.cycle""".formatted(Integer.toString(MOST)));
    /** What could not be compared counts as seen in this cycle: an outage of the other service clears no difference. */
    private static final Sql KEEP_UNCOMPARED = Sql.of("""
            update reconciliation_difference d set cycle = p.cycle from reconciliation_position p
            where p.name = :name and d.name = p.name and d.booking_id = any(:bookings)""");

    private static final Sql COUNT = Sql.of(
            "select count(*) as number, min(words) as first from (select words from reconciliation_difference order by booking_id limit "
                    + MOST + ") as d");

    private final String name;
    private final Database database;
    private final Health health;

    Differences(String name, Database database, Health health) {
        this.name = name;
        this.database = database;
        this.health = health;
    }

    /** Stores the differences among bookings that have been compared; the others agree now. */
    void keep(Collection<UUID> compared, Map<UUID, String> differences) {
        differences.forEach((booking, words) -> LOG.error("{} cannot be repaired by rule: {}", booking, words));
        database.run(tx -> keep(tx, compared, differences));
    }

    private void keep(Tx tx, Collection<UUID> compared, Map<UUID, String> differences) {
        tx.update(
                FORGET_AGREEING,
                arguments -> arguments
                        .text("name", name)
                        .uuids("compared", compared, id -> id)
                        .uuids("differing", differences.keySet(), id -> id));
        if (!differences.isEmpty()) {
            tx.update(
                    REMEMBER,
                    arguments -> arguments
                            .text("name", name)
                            .uuids("bookings", differences.keySet(), id -> id)
                            .texts("words", differences.keySet(), differences::get));
        }
    }

    /** Keeps what is stored of bookings that could not be compared; a failure of that is added to what was met. */
    void keepUncompared(Collection<UUID> bookings, RuntimeException met) {
        try {
            database.run(tx -> tx.update(
                    KEEP_UNCOMPARED, arguments -> arguments.text("name", name).uuids("bookings", bookings, id -> id)));
        } catch (RuntimeException e) {
            met.addSuppressed(e);
        }
    }

    /** Forgets those of pairs that are no longer compared: seen last before this cycle. */
    void forgetUnseen(Tx tx, long cycle) {
        tx.update(FORGET_UNSEEN, arguments -> arguments.text("name", name).number("cycle", cycle));
    }

    private record Worries(long number, String first) {}

    /** Raises the alarm or clears it. */
    void judge() {
        Worries worries = database.first(
                        COUNT,
                        _ -> {},
                        row -> new Worries(row.bigNumber("number"), String.valueOf(row.textOrNull("first"))))
                .orElseThrow();
        if (worries.number == 0) {
            health.clear(ALARM);
        } else {
            health.raise(
                    ALARM,
                    worries.number + " bookings do not agree with their payments, and no rule repairs it; the first: "
                            + worries.first);
        }
    }
}
