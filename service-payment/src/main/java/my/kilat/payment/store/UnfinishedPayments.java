package my.kilat.payment.store;

import java.time.Instant;
import java.util.List;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Sql;

/** Payments that somebody has to look at, by the numbers of their bookings. */
public final class UnfinishedPayments {
    private static final Sql LAPSED_SINCE = Sql.of("""
            select distinct l.booking_number from (
                select booking_id, booking_number from payment
                where status = 'failed' and held_at is not null and updated_at > :since
                order by updated_at limit :most) l
            join booking b on b.id = l.booking_id and b.cancelled_at is null
            where not exists (select from payment n where n.booking_id = l.booking_id and n.status <> 'failed')
            /* bounded: by the limit inside */""");

    /**
     * A payment that waits for its payer asks the provider often. One that is pending without is given up after a few tries, unless
     * its card is kept for a ride that is planned: then it is tried for hours. Holds that another has replaced have no task.
     */
    private static final Sql TRIED_OFTEN = Sql.of("""
            select booking_number from (
                (select booking_number, task_tries from payment
                 where task in ('capture', 'refund', 'release', 'renew', 'void') order by task, task_due limit :most)
                union all
                (select booking_number, task_tries / 2 from payment
                 where task in ('authorise', 'store') and task_due <= :soon
                   and (action_url is null or action_until <= :acted)
                 order by task_due limit :most)
                union all
                (select p.booking_number, h.tries from hold_to_end h join payment p on p.id = h.payment_id
                 order by h.due limit :most)) t
            where task_tries >= :tries limit :most""");

    private final Database database;

    public UnfinishedPayments(Database database) {
        this.database = database;
    }

    /** Numbers of bookings whose money was held, could not be paid out since then, and has not been paid again. */
    public List<String> lapsedSince(Instant since, int most) {
        return database.list(
                LAPSED_SINCE,
                values -> values.time("since", since).number("most", most),
                row -> row.text("booking_number"));
    }

    /**
     * Numbers of bookings whose payment task, or the end of a hold that was replaced, has been tried this often, or the task to hold
     * the money twice as often.
     *
     * @param soon when those are due at the latest that have been tried before
     * @param acted until when payers had time to act in payments that are not waiting for them any more
     */
    public List<String> triedOften(int tries, Instant soon, Instant acted, int most) {
        return database.list(
                TRIED_OFTEN,
                values -> values.number("most", most)
                        .number("tries", tries)
                        .time("soon", soon)
                        .time("acted", acted),
                row -> row.text("booking_number"));
    }
}
