package my.kilat.platform.reconcile;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.PlainSql;
import my.kilat.platform.database.Tx;
import my.kilat.platform.http.Health;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Walks through pairs, a page at a time and over and over again, and has them compared. Events carry the news; this is what
 * heals when one of them was lost, as by a broker that was replaced, or a database that was restored. How far it has come is
 * kept, and several instances take turns.
 *
 * <p>What cannot be repaired by rule is kept as a difference until a later comparison no longer finds it, and raises an alarm
 * as long as there is any. A comparison that cannot be made fails, and the job that makes it reports that.
 *
 * <p>Its tables, {@code reconciliation_position} and {@code reconciliation_difference}, are made by the service that uses it.
 */
public final class Reconciliation<R> {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);
    private static final String DIFFERENCES = "differences";

    /** While pages are full of what has to be repaired, so many are taken one after the other. */
    private static final int MOST_PAGES = 20;

    private static final int MOST_DIFFERENCES = 1_000;

    private static final String TAKE =
            "select position, cycle from reconciliation_position where name = ? for update skip locked";
    private static final String BEGIN =
            "insert into reconciliation_position (name, position, cycle) values (?, '', 1) on conflict do nothing";
    private static final String MOVE = "update reconciliation_position set position = ?, cycle = ? where name = ?";

    private static final String FORGET_AGREEING =
            "delete from reconciliation_difference where name = ? and booking_id = any(?) and booking_id <> all(?)";
    private static final String FORGET_UNSEEN = "delete from reconciliation_difference where name = ? and cycle < ?"
            + " /* bounded: there are never more than MOST_DIFFERENCES */";
    private static final String REMEMBER = """
            insert into reconciliation_difference as d (name, booking_id, words, cycle)
            select ?, n.booking_id, n.words, ? from unnest(?, ?) as n(booking_id, words)
            where (select count(*) from (select from reconciliation_difference limit %1$s) as few) < %1$s
            on conflict (name, booking_id) do update set words = excluded.words, cycle = excluded.cycle""".formatted(Integer.toString(MOST_DIFFERENCES));
    private static final String COUNT =
            "select count(*), min(words) from (select words from reconciliation_difference order by booking_id limit "
                    + MOST_DIFFERENCES + ") as d";

    private final String name;
    private final Database database;
    private final Health health;
    private final Pairs<R> pairs;

    /**
     * Walks through these pairs.
     *
     * @param name of the walk; its place is kept under it
     */
    public Reconciliation(String name, Database database, Health health, Pairs<R> pairs) {
        this.name = name;
        this.database = database;
        this.health = health;
        this.pairs = pairs;
    }

    /**
     * Compares one page; and more of them as long as they had to be repaired.
     *
     * @throws my.kilat.platform.failure.Failure.Unavailable when the other side cannot be asked; that page is compared in the
     *     next round
     */
    public void run() {
        try {
            for (int i = 0; i < MOST_PAGES && step(); i++) {
                LOG.debug("{} goes on at once", name);
            }
        } finally {
            judge();
        }
    }

    /** One page; whether something had to be repaired. */
    private boolean step() {
        Optional<Taken<R>> taken = database.transact(this::take);
        if (taken.isEmpty() || taken.get().rows.isEmpty()) {
            return false;
        }
        Pairs.Compared outcome = pairs.compare(taken.get().rows);
        if (outcome.repaired() > 0) {
            LOG.warn(
                    "{} has repaired {} of {}",
                    name,
                    outcome.repaired(),
                    taken.get().rows.size());
        }
        outcome.differences()
                .forEach((booking, words) -> LOG.error("{} cannot be repaired by rule: {}", booking, words));
        database.run(tx -> keep(tx, taken.get(), outcome.differences()));
        return outcome.repaired() > 0;
    }

    /** A page that this instance compares; nobody else takes it in this cycle. */
    private record Taken<R>(List<R> rows, List<UUID> bookings, long cycle) {}

    private record Position(String position, long cycle) {}

    private Optional<Taken<R>> take(Tx tx) {
        Optional<Position> at = position(tx);
        if (at.isEmpty() && PlainSql.update(tx.sql(), BEGIN, parameters -> parameters.text(name)) == 1) {
            at = position(tx);
        }
        return at.map(position -> {
            Pairs.Page<R> page = pairs.page(tx.sql(), position.position);
            boolean isLast = page.next().isEmpty();
            if (isLast) {
                PlainSql.update(
                        tx.sql(),
                        FORGET_UNSEEN,
                        parameters -> parameters.text(name).number(position.cycle - 1));
            }
            PlainSql.update(
                    tx.sql(),
                    MOVE,
                    parameters -> parameters
                            .text(page.next())
                            .number(isLast ? position.cycle + 1 : position.cycle)
                            .text(name));
            return new Taken<>(page.rows(), page.bookings(), position.cycle);
        });
    }

    private Optional<Position> position(Tx tx) {
        return PlainSql.one(
                tx.sql(),
                TAKE,
                parameters -> parameters.text(name),
                row -> new Position(row.getString(1), row.getLong(2)));
    }

    private void keep(Tx tx, Taken<R> taken, Map<UUID, String> differences) {
        PlainSql.update(
                tx.sql(),
                FORGET_AGREEING,
                parameters ->
                        parameters.text(name).uuids(taken.bookings, id -> id).uuids(differences.keySet(), id -> id));
        if (!differences.isEmpty()) {
            PlainSql.update(
                    tx.sql(),
                    REMEMBER,
                    parameters -> parameters
                            .text(name)
                            .number(taken.cycle)
                            .uuids(differences.keySet(), id -> id)
                            .texts(differences.keySet(), differences::get));
        }
    }

    private record Worries(long number, String first) {}

    private void judge() {
        Worries worries = database.read(handle -> PlainSql.one(
                        handle, COUNT, _ -> {}, row -> new Worries(row.getLong(1), String.valueOf(row.getString(2))))
                .orElseThrow());
        if (worries.number == 0) {
            health.clear(DIFFERENCES);
        } else {
            health.raise(
                    DIFFERENCES,
                    worries.number + " bookings do not agree with their payments, and no rule repairs it; the first: "
                            + worries.first);
        }
    }
}
