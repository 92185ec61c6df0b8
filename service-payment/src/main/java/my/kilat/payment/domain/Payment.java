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
 * The money of one booking: a state machine whose every move says what the ledger books and what others are told. A move
 * that the state does not know, such as a second release, changes nothing: that is what makes repeated events and late
 * answers harmless. What is still tried, such as a payout that was refused for the moment, is not told.
 *
 * @param schedule when its task is taken up again, meaningful only while it has one
 * @param bookingRunnerId the booking's runner as far as known
 * @param revision from 1, one more with every change, also with those that nobody sees
 */
public record Payment(
        Terms terms,
        State state,
        Schedule schedule,
        @Nullable UUID bookingRunnerId,
        int revision,
        Instant updatedAt) {

    /**
     * A payment that begins: pending, and about to be authorised by whoever began it.
     *
     * @param releaseTo the runner to release to as soon as it is held; null while the ride is not over
     */
    public static Payment begin(Terms terms, @Nullable UUID releaseTo, Patience patience) {
        Instant now = terms.createdAt();
        return new Payment(terms, new State.Pending(releaseTo, null), Schedule.first(now, patience), null, 1, now);
    }

    public UUID id() {
        return terms.id();
    }

    /** What the provider still has to be asked to do. */
    public Optional<Task> task() {
        return state.task();
    }

    /** Whether it stands in the way of another payment for its booking: all but a failed one do. */
    public boolean isLive() {
        return !(state instanceof State.Failed);
    }

    /** The runner: who was or is to be paid, otherwise whoever has the booking. */
    public Optional<UUID> runnerId() {
        UUID own = runnerToPay();
        return Optional.ofNullable(own == null ? bookingRunnerId : own);
    }

    /** The runner that this payment has been told to pay, or has paid. */
    public @Nullable UUID runnerToPay() {
        return switch (state) {
            case State.Pending pending -> pending.releaseTo();
            case State.Held held -> held.intent() instanceof Intent.Release release ? release.runnerId() : null;
            case State.Released released -> released.runnerId();
            case State.Refunded _, State.Failed _ -> null;
        };
    }

    /** How the provider is asked about it. */
    public Charge charge() {
        return new Charge(
                id().toString(),
                terms.split().amountCents(),
                terms.currency(),
                terms.method(),
                terms.customerEmail(),
                terms.page());
    }

    /** Lets only the owner, the runner and admins see it. */
    public void requireVisibleTo(Caller caller) {
        if (!caller.isAdmin() && !caller.is(terms.ownerId()) && !runnerId().equals(Optional.of(caller.userId()))) {
            throw new Failure.NotAllowed("this payment is somebody else's");
        }
    }

    /** What others are told when it begins. */
    public PaymentEvent created() {
        return Announcements.created(terms);
    }

    // ---- what the booking does

    /** The pet has arrived: held money is to be released; money that is not held yet will be as soon as it is. */
    public Decision deliveryConfirmed(UUID runnerId, Instant now, Patience patience) {
        return switch (state) {
            case State.Pending pending ->
                pending.releaseTo() == null ? to(pending.releasingTo(runnerId), schedule, now) : Decision.none(this);
            case State.Held held ->
                held.intent() instanceof Intent.Keep
                        ? intend(held, new Intent.Release(runnerId), now, patience)
                        : Decision.none(this);
            case State.Released _, State.Refunded _, State.Failed _ -> Decision.none(this);
        };
    }

    /** The booking was called off: held money goes back; a payment that is not held yet has failed. */
    public Decision bookingCancelled(String reason, Instant now, Patience patience) {
        String why = reason.isBlank() ? "booking cancelled" : "booking cancelled: " + reason.strip();
        return switch (state) {
            case State.Pending _ -> giveUp(why, now, patience);
            case State.Held held ->
                held.intent() instanceof Intent.Keep
                        ? intend(held, new Intent.Refund(why), now, patience)
                        : Decision.none(this);
            case State.Released _, State.Refunded _, State.Failed _ -> Decision.none(this);
        };
    }

    // ---- what an admin does

    /**
     * An admin gives the money back. While it is on its way to the runner that is too late, unless the provider has
     * refused to pay it out.
     */
    public Decision refundAsked(String reason, Instant now, Patience patience) {
        if (!(state instanceof State.Held held)) {
            throw new Failure.IllegalTransition(state.status().word(), "refunded");
        }
        return switch (held.intent()) {
            case Intent.Keep _ -> intend(held, new Intent.Refund(reason.strip()), now, patience);
            case Intent.Release _ -> {
                if (!schedule.refused()) {
                    throw new Failure.Conflict("the money is being released to the runner");
                }
                yield intend(held, new Intent.Refund(reason.strip()), now, patience);
            }
            case Intent.Refund _ -> Decision.none(this);
        };
    }

    // ---- what the provider answers

    /** The answer to {@link Task#AUTHORISE}. */
    public Decision after(Answer.ToAuthorise answer, Instant now, Patience patience) {
        return new ProviderAnswers(this, now, patience).authorising(answer);
    }

    /** The answer to {@link Task#RELEASE}. */
    public Decision after(Answer.ToCapture answer, Instant now, Patience patience) {
        return new ProviderAnswers(this, now, patience).capturing(answer);
    }

    /** The answer to {@link Task#REFUND} and to {@link Task#VOID}. */
    public Decision after(Answer.ToGiveBack answer, Instant now, Patience patience) {
        return new ProviderAnswers(this, now, patience).givingBack(answer);
    }

    /**
     * What the provider says that something has come to, as an answer or by itself: perhaps twice, late, or in another order
     * than it happened. Money that it holds for a payment that has failed meanwhile is given back.
     */
    public Decision reported(Answer.Outcome outcome, Instant now, Patience patience) {
        return new ProviderAnswers(this, now, patience).reported(outcome);
    }

    /** Whether it is pending for so long that the provider, which gave no answer, is not asked for one again. */
    public boolean isAskedNoMore(Instant now, Patience patience) {
        return state instanceof State.Pending
                && schedule.tries() > 0
                && new ProviderAnswers(this, now, patience).isOverdue();
    }

    // ---- moves

    private Decision intend(State.Held held, Intent intent, Instant now, Patience patience) {
        return to(new State.Held(held.providerId(), held.heldAt(), intent), Schedule.first(now, patience), now);
    }

    /** Fails while the provider may still come to hold the money, or does already. */
    Decision giveUp(String reason, Instant now, Patience patience) {
        return to(
                new State.Failed("", null, reason, true),
                Schedule.first(now, patience),
                now,
                null,
                Announcements.failed(terms, reason, now));
    }

    /** Moves on without money and without telling anybody. */
    Decision to(State next, Schedule when, Instant now) {
        return new Decision(this, moved(next, when, now), null, List.of());
    }

    /** Moves on, with what the ledger books and what others are told. */
    Decision to(State next, Schedule when, Instant now, @Nullable LedgerTransaction booked, PaymentEvent event) {
        return new Decision(this, moved(next, when, now), booked, List.of(event));
    }

    private Payment moved(State next, Schedule when, Instant now) {
        return new Payment(terms, next, when, bookingRunnerId, revision + 1, now);
    }
}
