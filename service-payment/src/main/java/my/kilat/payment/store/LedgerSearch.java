package my.kilat.payment.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import my.kilat.contract.event.WithFraction;
import my.kilat.contract.payment.LedgerKind;
import my.kilat.platform.database.Arguments;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Row;
import my.kilat.platform.database.Sql;
import my.kilat.platform.page.Cursor;
import org.jspecify.annotations.Nullable;

/** Lines of the ledger, the latest transaction first, page by page. */
public final class LedgerSearch {
    private static final String LINES = """
            select t.id, t.payment_id, p.booking_id, p.booking_number, t.kind, t.created_at, e.account, e.party,
                e.amount_cents
            from page t join payment p on p.id = t.payment_id join ledger_entry e on e.transaction_id = t.id
            order by t.created_at desc, t.id desc, e.account limit 4 * :most""";

    private static final Sql LATEST = Sql.of("""
            with page as (
                select id, payment_id, kind, created_at from ledger_transaction
                where (created_at, id) < (:at, :id) order by created_at desc, id desc limit :most)
            """ + LINES);

    private static final Sql OF_KIND = Sql.of("""
            with page as (
                select id, payment_id, kind, created_at from ledger_transaction
                where kind = :kind and (created_at, id) < (:at, :id) order by created_at desc, id desc limit :most)
            """ + LINES);

    private static final Sql OF_PAYMENTS = Sql.of("""
            with page as (
                select id, payment_id, kind, created_at from ledger_transaction
                where payment_id = any(:payments) and (created_at, id) < (:at, :id)
                    and (:kind = '' or kind = :kind)
                order by created_at desc, id desc limit :most)
            """ + LINES);

    /** Whatever the id is of: a payment, a booking, a transaction, or a person; of a person the latest 200 payments of each role. */
    private static final Sql PAYMENTS_OF_ID = Sql.of("""
            select id from payment where id = :id
            union select id from payment where booking_id = :id
            union select payment_id from ledger_transaction where id = :id
            union (select id from payment where owner_id = :id order by id desc limit 200)
            union (select id from payment where runner_id = :id and status = 'released' order by id desc limit 200)
            union (select t.payment_id from (
                    select id, payment_id from ledger_transaction where kind = 'advance'
                    order by created_at desc, id desc limit 10000) t
                join ledger_entry e on e.transaction_id = t.id
                where e.account = 'runner' and e.party = :id limit 200)
            limit 800""");

    private static final Sql PAYMENTS_OF_NUMBER =
            Sql.of("select id from payment where booking_number = :number order by attempt desc limit 100");

    private final Database database;

    public LedgerSearch(Database database) {
        this.database = database;
    }

    /** A line with the booking that it belongs to; the amount is in sen. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Line(
            UUID transactionId,
            UUID paymentId,
            UUID bookingId,
            String bookingNumber,
            String kind,
            String account,
            @Nullable UUID party,
            long amountCents,
            @WithFraction Instant at) {}

    /** The lines of the first so many transactions behind a place: of all, or of those of a kind. */
    public List<Line> latest(@Nullable LedgerKind kind, Cursor start, int most) {
        return kind == null
                ? lines(LATEST, _ -> {}, start, most)
                : lines(OF_KIND, values -> values.text("kind", kind.word()), start, most);
    }

    /** As {@link #latest}, of these payments. */
    public List<Line> of(List<UUID> payments, @Nullable LedgerKind kind, Cursor start, int most) {
        return lines(
                OF_PAYMENTS,
                values -> values.uuids("payments", payments, id -> id).text("kind", kind == null ? "" : kind.word()),
                start,
                most);
    }

    /** The payments that have something to do with an id. */
    public List<UUID> payments(UUID id) {
        return database.list(PAYMENTS_OF_ID, values -> values.uuid("id", id), row -> row.uuid("id"));
    }

    /** The payments of the booking with a number. */
    public List<UUID> payments(String number) {
        return database.list(PAYMENTS_OF_NUMBER, values -> values.text("number", number), row -> row.uuid("id"));
    }

    private List<Line> lines(Sql sql, Consumer<Arguments> more, Cursor start, int most) {
        return database.list(
                sql,
                values -> {
                    more.accept(values);
                    values.time("at", start.at()).uuid("id", start.id()).number("most", most);
                },
                LedgerSearch::line);
    }

    private static Line line(Row row) {
        return new Line(
                row.uuid("id"),
                row.uuid("payment_id"),
                row.uuid("booking_id"),
                row.text("booking_number"),
                row.text("kind"),
                row.text("account"),
                row.uuidOrNull("party"),
                row.bigNumber("amount_cents"),
                row.time("created_at"));
    }
}
