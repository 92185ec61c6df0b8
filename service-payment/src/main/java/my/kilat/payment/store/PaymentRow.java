package my.kilat.payment.store;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import my.kilat.contract.payment.EscrowStatus;
import my.kilat.payment.domain.Hold;
import my.kilat.payment.domain.HoldTerms;
import my.kilat.payment.domain.Intent;
import my.kilat.payment.domain.PayerAction;
import my.kilat.payment.domain.Payment;
import my.kilat.payment.domain.Schedule;
import my.kilat.payment.domain.Split;
import my.kilat.payment.domain.State;
import my.kilat.payment.domain.Task;
import my.kilat.payment.domain.Terms;
import my.kilat.platform.database.Arguments;
import my.kilat.platform.database.Row;
import org.jspecify.annotations.Nullable;

/** Maps a payment to a row of its table, and back. */
final class PaymentRow {
    /** The columns that {@link #read} needs: the row {@code p} of the payment and {@code b} of its booking. */
    static final String COLUMNS = """
            p.id, p.booking_id, p.attempt, p.booking_number, p.owner_id, p.amount_cents, p.fee_cents, p.payout_cents,
            p.currency, p.method, p.customer_email, p.checkout_key, p.created_at,
            p.status, p.provider_id, p.runner_id, p.reason, p.held_at, p.released_at, p.refunded_at,
            p.action_url, p.action_until, p.authorise_at, p.hold_number, p.hold_until,
            p.task, p.task_due, p.task_since, p.task_tries, p.task_refused, p.version, p.updated_at,
            b.runner_id as booking_runner_id""";

    private PaymentRow() {}

    static Payment read(Row row) {
        Terms terms = new Terms(
                row.uuid("id"),
                row.uuid("booking_id"),
                row.number("attempt"),
                row.text("booking_number"),
                row.uuid("owner_id"),
                new Split(row.bigNumber("amount_cents"), row.bigNumber("fee_cents"), row.bigNumber("payout_cents")),
                row.text("currency"),
                row.text("method"),
                row.text("customer_email"),
                row.text("checkout_key"),
                row.time("created_at"));
        Instant updatedAt = row.time("updated_at");
        return new Payment(
                terms,
                state(row),
                schedule(row, updatedAt),
                hold(row),
                row.uuidOrNull("booking_runner_id"),
                row.number("version"),
                updatedAt);
    }

    private static Schedule schedule(Row row, Instant updatedAt) {
        Instant due = row.timeOrNull("task_due");
        if (due == null) {
            return Schedule.NEVER;
        }
        Instant since = row.timeOrNull("task_since");
        return new Schedule(due, since == null ? updatedAt : since, row.number("task_tries"), row.flag("task_refused"));
    }

    /** An instance of an older version leaves out when a hold ends. */
    private static Hold hold(Row row) {
        Instant until = row.timeOrNull("hold_until");
        boolean isHeld = row.text("status").equals(EscrowStatus.HELD.word());
        return new Hold(
                row.number("hold_number"),
                !isHeld ? Hold.NEVER : until == null ? row.time("held_at").plus(HoldTerms.USUAL.lasts()) : until);
    }

    private static State state(Row row) {
        String provider = row.text("provider_id");
        UUID runner = row.uuidOrNull("runner_id");
        String reason = row.text("reason");
        String task = row.textOrNull("task");
        return switch (EscrowStatus.of(row.text("status"))) {
            case PENDING -> new State.Pending(runner, action(row), putOff(row, task));
            case HELD -> new State.Held(provider, row.time("held_at"), intent(task, runner, reason));
            case RELEASED ->
                new State.Released(
                        provider, row.time("held_at"), Objects.requireNonNull(runner), row.time("released_at"));
            case REFUNDED -> new State.Refunded(provider, row.time("held_at"), reason, row.time("refunded_at"));
            case FAILED -> new State.Failed(provider, row.timeOrNull("held_at"), reason, task != null);
        };
    }

    private static @Nullable PayerAction action(Row row) {
        String url = row.textOrNull("action_url");
        return url == null ? null : new PayerAction(url, row.time("action_until"));
    }

    private static State.@Nullable PutOff putOff(Row row, @Nullable String task) {
        Instant until = row.timeOrNull("authorise_at");
        return until == null ? null : new State.PutOff(until, !Task.STORE.word().equals(task));
    }

    private static Intent intent(@Nullable String task, @Nullable UUID runner, String reason) {
        if (task == null) {
            return new Intent.Keep();
        }
        return switch (Task.of(task)) {
            case RELEASE -> new Intent.Release(Objects.requireNonNull(runner));
            case REFUND -> new Intent.Refund(reason);
            case RENEW -> new Intent.Renew();
            case CAPTURE -> new Intent.Capture();
            case AUTHORISE, STORE, VOID -> throw new IllegalStateException("held money has no task " + task);
        };
    }

    /** Sets the values that never change: the id and the columns up to {@code created_at}. */
    static void bindTerms(Arguments values, Terms terms) {
        values.uuid("id", terms.id())
                .uuid("booking", terms.bookingId())
                .number("attempt", terms.attempt())
                .text("booking_number", terms.bookingNumber())
                .uuid("owner", terms.ownerId())
                .number("amount", terms.split().amountCents())
                .number("fee", terms.split().feeCents())
                .number("payout", terms.split().payoutCents())
                .text("currency", terms.currency())
                .text("method", terms.method())
                .text("customer_email", terms.customerEmail())
                .text("checkout_key", terms.checkoutKey())
                .time("created_at", terms.createdAt());
    }

    /** Sets the values that change: the columns from {@code status} to {@code updated_at}. */
    static void bindState(Arguments values, Payment payment) {
        State state = payment.state();
        Optional<Task> task = payment.task();
        values.text("status", state.status().word())
                .text("provider", state.provider())
                .uuid("runner", payment.runnerToPay())
                .text("reason", reason(state))
                .time("held_at", state.held().orElse(null))
                .time("released_at", state instanceof State.Released released ? released.releasedAt() : null)
                .time("refunded_at", state instanceof State.Refunded refunded ? refunded.refundedAt() : null)
                .text("action_url", state.payerAction().map(PayerAction::url).orElse(null))
                .time(
                        "action_until",
                        state.payerAction().map(PayerAction::until).orElse(null))
                .time(
                        "authorise_at",
                        state instanceof State.Pending pending
                                ? pending.authorisesAt().orElse(null)
                                : null)
                .number("hold_number", payment.hold().number())
                .time("hold_until", state instanceof State.Held ? payment.hold().until() : null)
                .text("task", task.map(Task::word).orElse(null))
                .time("task_due", task.isPresent() ? payment.schedule().due() : null)
                .time("task_since", task.isPresent() ? payment.schedule().since() : null)
                .number("task_tries", payment.schedule().tries())
                .flag("task_refused", payment.schedule().refused())
                .number("version", payment.revision())
                .time("updated_at", payment.updatedAt());
    }

    private static String reason(State state) {
        return switch (state) {
            case State.Held held -> held.intent() instanceof Intent.Refund(String reason) ? reason : "";
            case State.Refunded refunded -> refunded.reason();
            case State.Failed failed -> failed.reason();
            case State.Pending _, State.Released _ -> "";
        };
    }
}
