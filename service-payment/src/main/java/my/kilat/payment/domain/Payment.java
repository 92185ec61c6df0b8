package my.kilat.payment.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import my.kilat.contract.event.PaymentEvent;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.security.Caller;
import org.jspecify.annotations.Nullable;

/**
 * The money of one booking, as a state machine whose every transition determines the ledger transaction and the events. A
 * transition that the state does not allow, such as a second release, changes nothing, which makes repeated events and late
 * responses harmless. Work in progress, such as the retries of a release that was refused for now, emits no events.
 *
 * @param schedule when its task is tried again, meaningful only while it has one
 * @param hold the provider's hold of it
 * @param bookingRunnerId the booking's runner as far as known
 * @param revision from 1, raised with every change, also with those that are not visible outside
 */
public record Payment(
        Terms terms,
        State state,
        Schedule schedule,
        Hold hold,
        @Nullable UUID bookingRunnerId,
        int revision,
        Instant updatedAt) {

    /**
     * A new payment: pending, and about to be authorised by the caller.
     *
     * @param releaseTo the runner to release to as soon as it is held; null while the ride is not over
     * @param authoriseAt when the money is to be held; until then only the card is checked and kept; null for at once
     */
    public static Payment begin(
            Terms terms, @Nullable UUID releaseTo, @Nullable Instant authoriseAt, Patience patience) {
        Instant now = terms.createdAt();
        State.PutOff putOff = authoriseAt == null ? null : new State.PutOff(authoriseAt, false);
        State pending = new State.Pending(releaseTo, null, putOff);
        return new Payment(terms, pending, Schedule.first(now, patience), Hold.NONE, null, 1, now);
    }

    public UUID id() {
        return terms.id();
    }

    /** The request that still has to be sent to the provider. */
    public Optional<Task> task() {
        return state.task();
    }

    /** Whether it prevents another payment for its booking: all but a failed one do. */
    public boolean isLive() {
        return !(state instanceof State.Failed);
    }

    /** The runner: the one who was or is to be paid, otherwise the booking's. */
    public Optional<UUID> runnerId() {
        UUID own = runnerToPay();
        return Optional.ofNullable(own == null ? bookingRunnerId : own);
    }

    /** The runner that this payment was decided to pay, or has paid. */
    public @Nullable UUID runnerToPay() {
        return switch (state) {
            case State.Pending pending -> pending.releaseTo();
            case State.Held held -> held.intent() instanceof Intent.Release release ? release.runnerId() : null;
            case State.Released released -> released.runnerId();
            case State.Refunded _, State.Failed _ -> null;
        };
    }

    /** Whether it waits for the time at which it is to be authorised: until then nothing is to be done. */
    public boolean rests(Instant now) {
        return state instanceof State.Pending pending && pending.rests(now);
    }

    /** Whether there may be another hold besides the current one, which is to take its place. */
    boolean isRenewing() {
        return state instanceof State.Held held && held.intent() instanceof Intent.Renew;
    }

    /** The payment in the form for the provider, with the key of its current hold. */
    public Charge charge() {
        return charge(hold.number());
    }

    /** The payment in the form for the provider, with the key of the hold of that number. */
    public Charge charge(int number) {
        return Charge.of(terms, new HoldKey(id(), number));
    }

    /** Allows access to the owner, the runner and admins only. */
    public void requireVisibleTo(Caller caller) {
        if (!caller.isAdmin() && !caller.is(terms.ownerId()) && !runnerId().equals(Optional.of(caller.userId()))) {
            throw new Failure.NotAllowed("this payment is somebody else's");
        }
    }

    /** The event of its creation. */
    public PaymentEvent created() {
        return Announcements.created(terms);
    }

    // ---- booking events

    /** The pet has arrived: held money is to be released; money that is not held yet will be as soon as it is. */
    public Decision deliveryConfirmed(UUID runnerId, Instant now, Patience patience) {
        return switch (state) {
            case State.Pending pending ->
                pending.releaseTo() == null
                        ? to(pending.releasingTo(runnerId), rests(now) ? Schedule.at(now) : schedule, now)
                        : Decision.none(this);
            case State.Held held ->
                held.intent().keeps() ? intend(held, new Intent.Release(runnerId), now, patience) : Decision.none(this);
            case State.Released _, State.Refunded _, State.Failed _ -> Decision.none(this);
        };
    }

    /** The booking was cancelled: held money is refunded; a payment that is not held yet fails. */
    public Decision bookingCancelled(String reason, Instant now, Patience patience) {
        String why = reason.isBlank() ? "booking cancelled" : "booking cancelled: " + reason.strip();
        return switch (state) {
            case State.Pending _ -> giveUp(why, now, patience);
            case State.Held held ->
                held.intent().keeps() ? intend(held, new Intent.Refund(why), now, patience) : Decision.none(this);
            case State.Released _, State.Refunded _, State.Failed _ -> Decision.none(this);
        };
    }

    // ---- admin actions

    /** An admin refunds the payment. During a release it is too late, unless the provider has refused the release. */
    public Decision refundAsked(String reason, Instant now, Patience patience) {
        if (!(state instanceof State.Held held)) {
            throw new Failure.IllegalTransition(state.status().word(), "refunded");
        }
        return switch (held.intent()) {
            case Intent.Keep _, Intent.Renew _, Intent.Capture _ ->
                intend(held, new Intent.Refund(reason.strip()), now, patience);
            case Intent.Release _ -> {
                if (!schedule.refused()) {
                    throw new Failure.Conflict("the money is being released to the runner");
                }
                yield intend(held, new Intent.Refund(reason.strip()), now, patience);
            }
            case Intent.Refund _ -> Decision.none(this);
        };
    }

    // ---- the end of the hold

    /**
     * Acts when the hold is near its end, while the ride has not decided about the money: it is renewed if the provider can do
     * that, otherwise taken if the ride has a runner, otherwise given back.
     */
    public Decision holdNearEnd(Instant now, Patience patience) {
        return new HoldAnswers(this, now, patience).nearEnd();
    }

    /**
     * Applies the response to {@link Task#RENEW}.
     *
     * @param number of the hold that was to be replaced
     */
    public Decision renewed(int number, Answer.ToAuthorise answer, Instant now, Patience patience) {
        return new HoldAnswers(this, now, patience).renewing(number, answer);
    }

    // ---- responses of the provider

    /** Applies the response to {@link Task#STORE}. */
    public Decision after(Answer.ToStore answer, Instant now, Patience patience) {
        return new ProviderAnswers(this, now, patience).storing(answer);
    }

    /** Applies the response to {@link Task#AUTHORISE}. */
    public Decision after(Answer.ToAuthorise answer, Instant now, Patience patience) {
        return new ProviderAnswers(this, now, patience).authorising(answer);
    }

    /** Applies the response to {@link Task#RELEASE} and to {@link Task#CAPTURE}. */
    public Decision after(Answer.ToCapture answer, Instant now, Patience patience) {
        return new ProviderAnswers(this, now, patience).capturing(answer);
    }

    /** Applies the response to {@link Task#REFUND} and to {@link Task#VOID}. */
    public Decision after(Answer.ToGiveBack answer, Instant now, Patience patience) {
        return new ProviderAnswers(this, now, patience).givingBack(answer);
    }

    /**
     * Applies an outcome that the provider reports, as a response or on its own: perhaps twice, late, or out of order. Money
     * that it holds for a payment that has failed meanwhile is given back. What became of a hold that was replaced matters no
     * more.
     *
     * @param number of the hold
     */
    public Decision reported(int number, Answer.Outcome outcome, Instant now, Patience patience) {
        if (number == hold.number()) {
            return new ProviderAnswers(this, now, patience).reported(outcome);
        }
        return number == hold.number() + 1 && outcome instanceof Answer.ToAuthorise answer
                ? renewed(hold.number(), answer, now, patience)
                : Decision.none(this);
    }

    /** Whether it has been pending for so long that a provider without a response is not called again. */
    public boolean isAskedNoMore(Instant now, Patience patience) {
        return state instanceof State.Pending
                && schedule.tries() > 0
                && new ProviderAnswers(this, now, patience).isOverdue();
    }

    // ---- transitions

    /** Sets what is to become of held money. */
    Decision intend(State.Held held, Intent intent, Instant now, Patience patience) {
        return to(new State.Held(held.providerId(), held.heldAt(), intent), Schedule.first(now, patience), now);
    }

    /** Fails while the provider may still hold the money later, or does already. */
    Decision giveUp(String reason, Instant now, Patience patience) {
        return to(
                new State.Failed("", null, reason, true),
                Schedule.first(now, patience),
                now,
                null,
                Announcements.failed(terms, reason, now));
    }

    /** Changes the state without moving money or emitting an event. */
    Decision to(State next, Schedule when, Instant now) {
        return new Decision(this, moved(next, when, hold, now), null, List.of());
    }

    /** Changes what is held at the provider, which leaves nothing to be done. */
    Decision to(State next, Hold nextHold, Instant now) {
        return new Decision(this, moved(next, Schedule.NEVER, nextHold, now), null, List.of());
    }

    /** Changes the state, with the ledger transaction and the events. */
    Decision to(State next, Schedule when, Instant now, @Nullable LedgerTransaction booked, PaymentEvent event) {
        return new Decision(this, moved(next, when, hold, now), booked, List.of(event));
    }

    /** As that, with the hold of the provider. */
    Decision to(State next, Schedule when, Instant now, Hold nextHold, LedgerTransaction booked, PaymentEvent event) {
        return new Decision(this, moved(next, when, nextHold, now), booked, List.of(event));
    }

    private Payment moved(State next, Schedule when, Hold nextHold, Instant now) {
        return new Payment(terms, next, when, nextHold, bookingRunnerId, revision + 1, now);
    }
}
