package my.kilat.payment.store;

import static my.kilat.payment.store.PaymentRow.COLUMNS;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import my.kilat.payment.domain.Payment;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;

/** Held money by the time at which the provider's hold of it ends, and the holds that the provider is to end. */
public final class Holds {
    private static final int FILLED_IN_AT_ONCE = 1_000;

    /** Those that somebody is just changing are left for the next look. */
    private static final Sql LOCK_ENDING = Sql.of("select " + COLUMNS + """

            from payment p join booking b on b.id = p.booking_id
            where p.status = 'held' and p.task is null and p.hold_until <= :before
              and p.id <> all(:without)
            order by p.hold_until limit :most for update of p skip locked""");

    /** Written by instances of an older version. */
    private static final Sql FILL_IN = Sql.of("""
            update payment set hold_until = held_at + make_interval(secs => :lasts)
            where id in (select id from payment where status = 'held' and hold_until is null limit :most)
            returning id""");

    private static final Sql FIGURES = Sql.of("""
            select count(*) filter (where held_at > :day) as within_day,
                count(*) filter (where held_at <= :day and held_at > :three_days) as within_three_days,
                count(*) filter (where held_at <= :three_days) as older,
                count(*) filter (where hold_until <= :near) as near_end,
                (select count(*) from hold_to_end) as to_end
            from payment where status in ('pending', 'held') and status = 'held' /* bounded: an aggregate */""");

    private static final Sql ADD = Sql.of("""
            insert into hold_to_end (payment_id, number, due) values (:payment, :number, :due)
            on conflict (payment_id, number) do nothing""");

    private static final Sql CLAIM = Sql.of("""
            update hold_to_end h set due = :lease, tries = h.tries + 1
            from payment p join booking b on b.id = p.booking_id
            where p.id = h.payment_id and (h.payment_id, h.number) in (
                select payment_id, number from hold_to_end where due <= :now order by due limit 1 for update skip locked)
            returning h.number as ending, h.tries,""" + " " + COLUMNS);

    private static final Sql POSTPONE =
            Sql.of("update hold_to_end set due = :due where payment_id = :payment and number = :number");
    private static final Sql REMOVE =
            Sql.of("delete from hold_to_end where payment_id = :payment and number = :number");

    private final Database database;

    public Holds(Database database) {
        this.database = database;
    }

    /**
     * Locks held payments that have no task and whose hold ends by then, the first to end first.
     *
     * @param without payments that are passed over
     */
    public List<Payment> lockEnding(Tx tx, Instant before, Set<UUID> without, int most) {
        return tx.list(
                LOCK_ENDING,
                values -> values.time("before", before)
                        .uuids("without", without, id -> id)
                        .number("most", most),
                PaymentRow::read);
    }

    /**
     * Fills in the ends of some holds that an older version has written without.
     *
     * @param lasts how long a hold lasts at the provider
     */
    public void fillIn(Duration lasts) {
        var _ = database.autocommit(
                FILL_IN,
                values -> values.number("lasts", lasts.toSeconds()).number("most", FILLED_IN_AT_ONCE),
                row -> row.uuid("id"));
    }

    /**
     * Held payments by their age, and how many are about to lose their hold.
     *
     * @param toEnd holds of no use that the provider has not ended yet
     */
    public record Figures(long withinDay, long withinThreeDays, long older, long nearEnd, long toEnd) {}

    /** The figures of now, where a hold is near its end for so long. */
    public Figures figures(Instant now, Duration margin) {
        return database.first(
                        FIGURES,
                        values -> values.time("day", now.minus(Duration.ofDays(1)))
                                .time("three_days", now.minus(Duration.ofDays(3)))
                                .time("near", now.plus(margin)),
                        row -> new Figures(
                                row.bigNumber("within_day"),
                                row.bigNumber("within_three_days"),
                                row.bigNumber("older"),
                                row.bigNumber("near_end"),
                                row.bigNumber("to_end")))
                .orElseThrow();
    }

    /** A hold that the provider is to end. */
    public record ToEnd(Payment payment, int number, int tries) {}

    /** Writes down that the provider is to end that hold of a payment. */
    public void add(Tx tx, Payment payment, int number, Instant due) {
        tx.update(
                ADD,
                values -> values.uuid("payment", payment.id())
                        .number("number", number)
                        .time("due", due));
    }

    /** Claims one that is due. */
    public Optional<ToEnd> claim(Instant now, Instant lease) {
        return database
                .autocommit(
                        CLAIM,
                        values -> values.time("now", now).time("lease", lease),
                        row -> new ToEnd(PaymentRow.read(row), row.number("ending"), row.number("tries")))
                .stream()
                .findFirst();
    }

    /** It is tried again at that time. */
    public void postpone(ToEnd hold, Instant due) {
        database.run(tx -> tx.update(
                POSTPONE,
                values -> values.uuid("payment", hold.payment.id())
                        .number("number", hold.number)
                        .time("due", due)));
    }

    /** The provider has ended it. */
    public void remove(ToEnd hold) {
        database.run(tx -> tx.update(
                REMOVE, values -> values.uuid("payment", hold.payment.id()).number("number", hold.number)));
    }
}
