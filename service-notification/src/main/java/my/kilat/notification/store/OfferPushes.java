package my.kilat.notification.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import my.kilat.contract.event.OfferEnded;
import my.kilat.contract.event.OfferMade;
import my.kilat.notification.domain.ClaimedDelivery;
import my.kilat.notification.domain.DeliveryQueue;
import my.kilat.notification.domain.DeliveryResult;
import my.kilat.notification.domain.Template;
import my.kilat.notification.domain.Variable;
import my.kilat.notification.domain.Variables;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Row;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Sweep;
import my.kilat.platform.database.Tx;

/**
 * The queue of push messages that tell runners of offers. A message has the id of its offer, so that an event that comes again
 * adds nothing, and is worth nothing once its offer has ended.
 */
public final class OfferPushes implements DeliveryQueue {
    /** After its deadline an offer is told to nobody, however late an event of it comes. */
    private static final Duration KEPT = Duration.ofDays(1);

    private static final Sql ADD = Sql.of("""
            insert into offer_push (offer_id, runner_id, booking_number, due_at, made_at, valid_until, updated_at)
            select offer, runner, number, :now, cast(made as timestamptz), cast(until as timestamptz), :now
            from unnest(:offers, :runners, :numbers, :made, :until) as t(offer, runner, number, made, until)
            order by offer
            on conflict (offer_id) do nothing""");

    private static final Sql END = Sql.of("""
            insert into offer_push
                (offer_id, runner_id, booking_number, state, due_at, made_at, valid_until, last_problem, updated_at)
            select offer, runner, '', 'dropped', cast(ended as timestamptz), cast(ended as timestamptz),
                   cast(ended as timestamptz), status, :now
            from unnest(:offers, :runners, :ended, :statuses) as t(offer, runner, ended, status)
            order by offer
            on conflict (offer_id) do update set
                state = excluded.state, last_problem = excluded.last_problem, updated_at = excluded.updated_at
            where offer_push.state = 'pending'""");

    /** Those with the most time left first: after an interruption they are still of use. */
    private static final Sql CLAIM = Sql.of("""
            with due as (
                select offer_id, runner_id from offer_push
                where state = 'pending' and due_at <= :now
                order by valid_until desc limit :most
                for update skip locked)
            update offer_push p set attempts = p.attempts + 1, due_at = :leaseEnd, updated_at = :now
            from due
            join recipient r on r.user_id = due.runner_id""" + " " + RecipientRow.DEVICES + """

            where p.offer_id = due.offer_id
            returning p.offer_id, p.attempts, p.reached, p.booking_number, p.made_at, p.valid_until,""" + " " + RecipientRow.COLUMNS);

    private static final Sql GIVE_UP = Sql.of("""
            with late as (
                select offer_id from offer_push
                where state = 'pending' and due_at <= :now and valid_until <= :next
                order by valid_until limit 1000
                for update skip locked)
            update offer_push p set state = 'dropped', last_problem = :problem, updated_at = :now
            from late where p.offer_id = late.offer_id""");

    /** Locks in the order in which offers end, so that neither waits for a row that the other holds. */
    private static final Sql NOTE = Sql.of("""
            with open as (
                select offer_id from offer_push where offer_id = any(:offers) and state = 'pending'
                order by offer_id for update)
            update offer_push p set
                state = t.state, attempts = t.attempts, due_at = cast(t.due as timestamptz),
                last_problem = t.problem, reached = cast(t.reached as bigint[]), updated_at = :now
            from unnest(:offers, :states, :attempts, :dues, :problems, :reached)
                as t(offer, state, attempts, due, problem, reached), open
            where p.offer_id = t.offer and open.offer_id = p.offer_id""");

    private final Database database;

    public OfferPushes(Database database) {
        this.database = database;
    }

    /** Adds messages for these offers, each unless its offer is known. */
    public static void add(Tx tx, List<OfferMade> offers, Instant now) {
        tx.update(
                ADD,
                arguments -> arguments
                        .uuids("offers", offers, OfferMade::offerId)
                        .uuids("runners", offers, OfferMade::runnerId)
                        .texts("numbers", offers, OfferMade::bookingNumber)
                        .times("made", offers, OfferMade::occurredAt)
                        .times("until", offers, OfferMade::expiresAt)
                        .time("now", now));
    }

    /**
     * Drops the messages of offers that have ended, as far as they have not been sent.
     *
     * @param ended of different offers
     */
    public static void end(Tx tx, Collection<OfferEnded> ended, Instant now) {
        tx.update(
                END,
                arguments -> arguments
                        .uuids("offers", ended, OfferEnded::offerId)
                        .uuids("runners", ended, OfferEnded::runnerId)
                        .times("ended", ended, OfferEnded::occurredAt)
                        .texts("statuses", ended, offer -> offer.status().word())
                        .time("now", now));
    }

    @Override
    public List<ClaimedDelivery> claim(int most, Instant now, Duration lease) {
        return database.autocommit(
                CLAIM,
                arguments -> arguments.number("most", most).time("now", now).time("leaseEnd", now.plus(lease)),
                OfferPushes::claimed);
    }

    private static ClaimedDelivery claimed(Row row) {
        return new ClaimedDelivery(
                row.uuid("offer_id"),
                Template.RIDE_OFFERED,
                Variables.none().and(Variable.BOOKING_NUMBER, row.text("booking_number")),
                row.number("attempts"),
                RecipientRow.recipient(row),
                row.bigNumbers("reached"),
                row.time("made_at"),
                row.time("valid_until"));
    }

    @Override
    public Map<DeliveryResult.Fate, Integer> giveUp(Instant now, Instant next, String problem) {
        int count = database.transact(tx -> tx.update(
                GIVE_UP,
                arguments -> arguments.time("now", now).time("next", next).text("problem", problem)));
        return Map.of(DeliveryResult.Fate.EXPIRED, count);
    }

    @Override
    public void note(List<DeliveryResult> results, Instant now) {
        database.run(tx -> tx.update(
                NOTE,
                arguments -> ResultArguments.bind(arguments, results)
                        .uuids("offers", results, DeliveryResult::notificationId)
                        .time("now", now)));
    }

    /** Deletes the messages of offers of the day before. */
    public static void forgetOld(Database database, Instant now) {
        Sweep.deleteBefore(database, "offer_push", "valid_until", now.minus(KEPT));
    }
}
