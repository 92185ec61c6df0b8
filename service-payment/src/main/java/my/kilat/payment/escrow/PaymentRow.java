package my.kilat.payment.escrow;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;
import my.kilat.contract.payment.EscrowStatus;
import my.kilat.payment.domain.Intent;
import my.kilat.payment.domain.Payment;
import my.kilat.payment.domain.Schedule;
import my.kilat.payment.domain.Split;
import my.kilat.payment.domain.State;
import my.kilat.payment.domain.Task;
import my.kilat.payment.domain.Terms;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** A payment as a row of its table, both ways. */
final class PaymentRow {
    /** What {@link #read} reads: the row {@code p} of the payment and {@code b} of its booking. */
    static final String COLUMNS = """
            p.id, p.booking_id, p.attempt, p.booking_number, p.owner_id, p.amount_cents, p.fee_cents, p.payout_cents,
            p.currency, p.method, p.customer_email, p.checkout_key, p.created_at,
            p.status, p.provider_id, p.runner_id, p.reason, p.held_at, p.released_at, p.refunded_at,
            p.task, p.task_due, p.task_tries, p.task_refused, p.version, p.updated_at, b.runner_id as booking_runner_id""";

    private PaymentRow() {}

    /**
     * Reads a payment.
     *
     * @param first the index of the first of the {@link #COLUMNS}
     */
    static Payment read(ResultSet row, int first) throws SQLException {
        int i = first;
        Terms terms = new Terms(
                row.getObject(i, UUID.class),
                row.getObject(i + 1, UUID.class),
                row.getInt(i + 2),
                row.getString(i + 3),
                row.getObject(i + 4, UUID.class),
                new Split(row.getLong(i + 5), row.getLong(i + 6), row.getLong(i + 7)),
                row.getString(i + 8),
                row.getString(i + 9),
                row.getString(i + 10),
                row.getString(i + 11),
                time(row, i + 12));
        i += 13;
        State state = state(row, i);
        Instant due = optionalTime(row, i + 8);
        Schedule schedule = due == null ? Schedule.NEVER : new Schedule(due, row.getInt(i + 9), row.getBoolean(i + 10));
        return new Payment(terms, state, schedule, (UUID) row.getObject(i + 13), row.getInt(i + 11), time(row, i + 12));
    }

    private static State state(ResultSet row, int i) throws SQLException {
        String provider = row.getString(i + 1);
        UUID runner = (UUID) row.getObject(i + 2);
        String reason = row.getString(i + 3);
        return switch (EscrowStatus.of(row.getString(i))) {
            case PENDING -> new State.Pending(runner);
            case HELD -> new State.Held(provider, time(row, i + 4), intent(row.getString(i + 7), runner, reason));
            case RELEASED ->
                new State.Released(provider, time(row, i + 4), Objects.requireNonNull(runner), time(row, i + 5));
            case REFUNDED -> new State.Refunded(provider, time(row, i + 4), reason, time(row, i + 6));
            case FAILED -> new State.Failed(provider, optionalTime(row, i + 4), reason, row.getString(i + 7) != null);
        };
    }

    private static Intent intent(@Nullable String task, @Nullable UUID runner, String reason) {
        if (task == null) {
            return new Intent.Keep();
        }
        return switch (Task.of(task)) {
            case RELEASE -> new Intent.Release(Objects.requireNonNull(runner));
            case REFUND -> new Intent.Refund(reason);
            case AUTHORISE, VOID -> throw new IllegalStateException("held money has no task " + task);
        };
    }

    /** Binds what never changes. */
    static void bindTerms(SqlStatement<?> statement, Terms terms) {
        statement
                .bind("id", terms.id())
                .bind("booking", terms.bookingId())
                .bind("attempt", terms.attempt())
                .bind("number", terms.bookingNumber())
                .bind("owner", terms.ownerId())
                .bind("amount", terms.split().amountCents())
                .bind("fee", terms.split().feeCents())
                .bind("payout", terms.split().payoutCents())
                .bind("currency", terms.currency())
                .bind("method", terms.method())
                .bind("email", terms.customerEmail())
                .bind("checkoutKey", terms.checkoutKey())
                .bind("created", utc(terms.createdAt()));
    }

    /** Binds what does. */
    static void bindState(SqlStatement<?> statement, Payment payment) {
        State state = payment.state();
        boolean waits = payment.task().isPresent();
        statement
                .bind("status", state.status().word())
                .bind("provider", state.provider())
                .bindByType("runner", payment.runnerToPay(), UUID.class)
                .bind("reason", reason(state))
                .bindByType("held", state.held().map(PaymentRow::utc).orElse(null), OffsetDateTime.class)
                .bindByType(
                        "released",
                        state instanceof State.Released released ? utc(released.releasedAt()) : null,
                        OffsetDateTime.class)
                .bindByType(
                        "refunded",
                        state instanceof State.Refunded refunded ? utc(refunded.refundedAt()) : null,
                        OffsetDateTime.class)
                .bindByType("task", payment.task().map(Task::word).orElse(null), String.class)
                .bindByType("due", waits ? utc(payment.schedule().due()) : null, OffsetDateTime.class)
                .bind("tries", payment.schedule().tries())
                .bind("refused", payment.schedule().refused())
                .bind("version", payment.version())
                .bind("updated", utc(payment.updatedAt()));
    }

    private static String reason(State state) {
        return switch (state) {
            case State.Held held -> held.intent() instanceof Intent.Refund(String reason) ? reason : "";
            case State.Refunded refunded -> refunded.reason();
            case State.Failed failed -> failed.reason();
            case State.Pending _, State.Released _ -> "";
        };
    }

    static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    private static Instant time(ResultSet row, int index) throws SQLException {
        return row.getObject(index, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant optionalTime(ResultSet row, int index) throws SQLException {
        OffsetDateTime time = (OffsetDateTime) row.getObject(index, (Class<?>) OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
