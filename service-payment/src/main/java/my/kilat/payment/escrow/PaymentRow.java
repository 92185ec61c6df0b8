package my.kilat.payment.escrow;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import my.kilat.contract.payment.EscrowStatus;
import my.kilat.payment.domain.Intent;
import my.kilat.payment.domain.Payment;
import my.kilat.payment.domain.Schedule;
import my.kilat.payment.domain.Split;
import my.kilat.payment.domain.State;
import my.kilat.payment.domain.Task;
import my.kilat.payment.domain.Terms;
import my.kilat.platform.database.Parameters;
import org.jspecify.annotations.Nullable;

/** A payment as a row of its table, both ways. */
final class PaymentRow {
    /** What {@link #read} reads: the row {@code p} of the payment and {@code b} of its booking. */
    static final String COLUMNS = """
            p.id, p.booking_id, p.attempt, p.booking_number, p.owner_id, p.amount_cents, p.fee_cents, p.payout_cents,
            p.currency, p.method, p.customer_email, p.checkout_key, p.created_at,
            p.status, p.provider_id, p.runner_id, p.reason, p.held_at, p.released_at, p.refunded_at,
            p.task, p.task_due, p.task_since, p.task_tries, p.task_refused, p.version, p.updated_at,
            b.runner_id as booking_runner_id""";

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
        Instant updatedAt = time(row, i + 13);
        return new Payment(
                terms, state, schedule(row, i, updatedAt), (UUID) row.getObject(i + 14), row.getInt(i + 12), updatedAt);
    }

    private static Schedule schedule(ResultSet row, int i, Instant updatedAt) throws SQLException {
        Instant due = optionalTime(row, i + 8);
        if (due == null) {
            return Schedule.NEVER;
        }
        Instant since = optionalTime(row, i + 9);
        return new Schedule(due, since == null ? updatedAt : since, row.getInt(i + 10), row.getBoolean(i + 11));
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

    /** Binds what never changes: the id and the columns up to {@code created_at}. */
    static void bindTerms(Parameters parameters, Terms terms) {
        parameters
                .uuid(terms.id())
                .uuid(terms.bookingId())
                .number(terms.attempt())
                .text(terms.bookingNumber())
                .uuid(terms.ownerId())
                .number(terms.split().amountCents())
                .number(terms.split().feeCents())
                .number(terms.split().payoutCents())
                .text(terms.currency())
                .text(terms.method())
                .text(terms.customerEmail())
                .text(terms.checkoutKey())
                .time(terms.createdAt());
    }

    /** Binds what does: the columns from {@code status} to {@code updated_at}. */
    static void bindState(Parameters parameters, Payment payment) {
        State state = payment.state();
        Optional<Task> task = payment.task();
        parameters
                .text(state.status().word())
                .text(state.provider())
                .uuid(payment.runnerToPay())
                .text(reason(state))
                .time(state.held().orElse(null))
                .time(state instanceof State.Released released ? released.releasedAt() : null)
                .time(state instanceof State.Refunded refunded ? refunded.refundedAt() : null)
                .text(task.map(Task::word).orElse(null))
                .time(task.isPresent() ? payment.schedule().due() : null)
                .time(task.isPresent() ? payment.schedule().since() : null)
                .number(payment.schedule().tries())
                .flag(payment.schedule().refused())
                .number(payment.revision())
                .time(payment.updatedAt());
    }

    private static String reason(State state) {
        return switch (state) {
            case State.Held held -> held.intent() instanceof Intent.Refund(String reason) ? reason : "";
            case State.Refunded refunded -> refunded.reason();
            case State.Failed failed -> failed.reason();
            case State.Pending _, State.Released _ -> "";
        };
    }

    private static Instant time(ResultSet row, int index) throws SQLException {
        return row.getObject(index, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant optionalTime(ResultSet row, int index) throws SQLException {
        OffsetDateTime time = (OffsetDateTime) row.getObject(index, (Class<?>) OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
