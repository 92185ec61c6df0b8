package my.kilat.payment.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import my.kilat.contract.event.WithFraction;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Row;
import my.kilat.platform.database.Sql;
import org.jspecify.annotations.Nullable;

/** Money as operators look at it: sums, and all that was paid for one booking with its lines in the ledger. */
public final class PaymentOverviews {
    private static final Sql FIGURES = Sql.of("""
            select held.*, moved.*, failed.*, retried.* from
                (select count(*) as held, coalesce(sum(amount_cents), 0) as held_cents
                 from payment where status in ('pending', 'held') and status = 'held') held,
                (select coalesce(sum(-e.amount_cents) filter (where t.kind = 'release'), 0) as released,
                    coalesce(sum(-e.amount_cents) filter (where t.kind in ('refund', 'lapse')), 0) as refunded
                 from ledger_transaction t join ledger_entry e on e.transaction_id = t.id and e.account = 'escrow'
                 where t.created_at >= :today) moved,
                (select count(*) as failed from payment where status = 'failed' and updated_at >= :today) failed,
                (select count(*) as retried from payment where task is not null and (task_refused or task_tries > 1)) retried
            /* bounded: four aggregates */""");

    private static final Sql PAYMENTS = Sql.of("""
            select id, attempt, status, amount_cents, fee_cents, payout_cents, method, provider_id, reason, created_at,
                updated_at, held_at, released_at, refunded_at, task, task_due, task_tries, task_refused
            from payment where booking_id = :booking order by attempt limit 100""");

    private static final Sql LEDGER = Sql.of("""
            select t.id, t.payment_id, t.kind, t.created_at, e.account, e.party, e.amount_cents
            from payment p join ledger_transaction t on t.payment_id = p.id
                join ledger_entry e on e.transaction_id = t.id
            where p.booking_id = :booking order by t.created_at, t.id, e.account limit 1000""");

    private final Database database;

    public PaymentOverviews(Database database) {
        this.database = database;
    }

    /** Where the money is; amounts are in sen. */
    public record Figures(
            long held,
            long heldCents,
            long releasedTodayCents,
            long refundedTodayCents,
            long failedToday,
            long retried) {}

    /** A payment of a booking. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Line(
            UUID id,
            int attempt,
            String status,
            long amountCents,
            long feeCents,
            long payoutCents,
            String method,
            String providerId,
            String reason,
            @WithFraction Instant createdAt,
            @WithFraction Instant updatedAt,
            @Nullable @WithFraction Instant heldAt,
            @Nullable @WithFraction Instant releasedAt,
            @Nullable @WithFraction Instant refundedAt,
            @Nullable String task,
            @Nullable Instant taskDue,
            int tries,
            boolean refused) {}

    /** A line of the ledger. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Entry(
            UUID transactionId,
            UUID paymentId,
            String kind,
            String account,
            @Nullable UUID party,
            long amountCents,
            @WithFraction Instant at) {}

    /** The sums of this moment. */
    public Figures figures(Instant today) {
        return database.first(
                        FIGURES,
                        values -> values.time("today", today),
                        row -> new Figures(
                                row.bigNumber("held"),
                                row.bigNumber("held_cents"),
                                row.bigNumber("released"),
                                row.bigNumber("refunded"),
                                row.bigNumber("failed"),
                                row.bigNumber("retried")))
                .orElseThrow();
    }

    /** Every payment of a booking, the first attempt first. */
    public List<Line> payments(UUID booking) {
        return database.list(PAYMENTS, values -> values.uuid("booking", booking), PaymentOverviews::line);
    }

    private static Line line(Row row) {
        return new Line(
                row.uuid("id"),
                row.number("attempt"),
                row.text("status"),
                row.bigNumber("amount_cents"),
                row.bigNumber("fee_cents"),
                row.bigNumber("payout_cents"),
                row.text("method"),
                row.text("provider_id"),
                row.text("reason"),
                row.time("created_at"),
                row.time("updated_at"),
                row.timeOrNull("held_at"),
                row.timeOrNull("released_at"),
                row.timeOrNull("refunded_at"),
                row.textOrNull("task"),
                row.timeOrNull("task_due"),
                row.number("task_tries"),
                row.flag("task_refused"));
    }

    /** The ledger as far as the payments of a booking go, the oldest first. */
    public List<Entry> ledger(UUID booking) {
        return database.list(
                LEDGER,
                values -> values.uuid("booking", booking),
                row -> new Entry(
                        row.uuid("id"),
                        row.uuid("payment_id"),
                        row.text("kind"),
                        row.text("account"),
                        row.uuidOrNull("party"),
                        row.bigNumber("amount_cents"),
                        row.time("created_at")));
    }
}
