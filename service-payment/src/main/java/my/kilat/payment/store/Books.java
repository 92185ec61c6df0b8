package my.kilat.payment.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import my.kilat.contract.event.WithFraction;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Sql;

/** Money as operators look at it, over all payments: how long it has been held, and what was moved by day. */
public final class Books {
    private static final Sql ESCROW = Sql.of("""
            select case when held_at > :hour then 'hour' when held_at > :day then 'day'
                        when held_at > :week then 'week' else 'older' end as age,
                count(*) as payments, sum(amount_cents)::bigint as cents, min(held_at) as oldest
            from payment where status = 'held' group by 1 /* bounded: four ages */""");

    private static final Sql MOVED = Sql.of("""
            select coalesce(sum(e.amount_cents) filter (where e.account = 'platform'), 0)::bigint as fees,
                coalesce(sum(e.amount_cents) filter (where e.account = 'runner'), 0)::bigint as payouts,
                coalesce(sum(e.amount_cents) filter (where e.account = 'owner'), 0)::bigint as refunds
            from ledger_transaction t join ledger_entry e on e.transaction_id = t.id
            where t.created_at >= :since and t.created_at < :until and t.kind in ('release', 'refund', 'lapse')
            /* bounded: one row */""");

    private static final Sql REFUNDS = Sql.of("""
            (select t.id, t.payment_id, p.booking_id, p.booking_number, t.kind, p.reason, p.amount_cents, t.created_at
             from ledger_transaction t join payment p on p.id = t.payment_id
             where t.kind = 'refund' order by t.created_at desc limit 50)
            union all
            (select t.id, t.payment_id, p.booking_id, p.booking_number, t.kind, p.reason, p.amount_cents, t.created_at
             from ledger_transaction t join payment p on p.id = t.payment_id
             where t.kind = 'lapse' order by t.created_at desc limit 50)
            order by created_at desc limit 50""");

    private final Database database;

    public Books(Database database) {
        this.database = database;
    }

    /**
     * Held money of an age.
     *
     * @param age held for less than an {@code hour}, a {@code day}, a {@code week}, or {@code older}
     * @param oldest since when the one that has been held longest is held
     */
    public record Held(
            String age,
            long payments,
            long cents,
            @WithFraction Instant oldest) {}

    /** What was moved out of escrow; amounts are in sen. Advances are no part of it, since no escrow pays for them. */
    public record Moved(long feesCents, long payoutsCents, long refundsCents) {}

    /** Money that went back to an owner; {@code lapse} if the provider let the hold expire. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Refund(
            UUID transactionId,
            UUID paymentId,
            UUID bookingId,
            String bookingNumber,
            String kind,
            String reason,
            long amountCents,
            @WithFraction Instant at) {}

    /** What is held at this moment, by age. */
    public List<Held> escrow(Instant now) {
        return database.list(
                ESCROW,
                values -> values.time("hour", now.minusSeconds(3_600))
                        .time("day", now.minusSeconds(86_400))
                        .time("week", now.minusSeconds(7 * 86_400)),
                row -> new Held(
                        row.text("age"), row.bigNumber("payments"), row.bigNumber("cents"), row.time("oldest")));
    }

    /** What was moved from one time until another. */
    public Moved moved(Instant since, Instant until) {
        return database.first(
                        MOVED,
                        values -> values.time("since", since).time("until", until),
                        row -> new Moved(row.bigNumber("fees"), row.bigNumber("payouts"), row.bigNumber("refunds")))
                .orElseThrow();
    }

    /** The latest 50 refunds. */
    public List<Refund> refunds() {
        return database.list(
                REFUNDS,
                _ -> {},
                row -> new Refund(
                        row.uuid("id"),
                        row.uuid("payment_id"),
                        row.uuid("booking_id"),
                        row.text("booking_number"),
                        row.text("kind"),
                        row.text("reason"),
                        row.bigNumber("amount_cents"),
                        row.time("created_at")));
    }
}
