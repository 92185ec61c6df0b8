package my.kilat.payment.domain;

import java.time.Duration;
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
    public Change deliveryConfirmed(UUID runnerId, Instant now, Patience patience) {
        return switch (state) {
            case State.Pending pending ->
                pending.releaseTo() == null ? to(pending.releasingTo(runnerId), schedule, now) : Change.none(this);
            case State.Held held ->
                held.intent() instanceof Intent.Keep
                        ? intend(held, new Intent.Release(runnerId), now, patience)
                        : Change.none(this);
            case State.Released _, State.Refunded _, State.Failed _ -> Change.none(this);
        };
    }

    /** The booking was called off: held money goes back; a payment that is not held yet has failed. */
    public Change bookingCancelled(String reason, Instant now, Patience patience) {
        String why = reason.isBlank() ? "booking cancelled" : "booking cancelled: " + reason.strip();
        return switch (state) {
            case State.Pending _ -> giveUp(why, now, patience);
            case State.Held held ->
                held.intent() instanceof Intent.Keep
                        ? intend(held, new Intent.Refund(why), now, patience)
                        : Change.none(this);
            case State.Released _, State.Refunded _, State.Failed _ -> Change.none(this);
        };
    }

    // ---- what an admin does

    /**
     * An admin gives the money back. While it is on its way to the runner that is too late, unless the provider has
     * refused to pay it out.
     */
    public Change refundAsked(String reason, Instant now, Patience patience) {
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
            case Intent.Refund _ -> Change.none(this);
        };
    }

    // ---- what the provider answers

    /** The answer to {@link Task#AUTHORISE}. */
    public Change after(Answer.ToAuthorise answer, Instant now, Patience patience) {
        if (!(state instanceof State.Pending pending)) {
            return Change.none(this);
        }
        return switch (answer) {
            case Answer.Authorised(String providerId) -> {
                Intent intent =
                        pending.releaseTo() == null ? new Intent.Keep() : new Intent.Release(pending.releaseTo());
                yield to(
                        new State.Held(providerId, now, intent),
                        intent instanceof Intent.Keep ? Schedule.NEVER : Schedule.first(now, patience),
                        now,
                        LedgerTransaction.hold(terms, now),
                        Announcements.held(terms, providerId, now));
            }
            case Answer.Declined(String reason) ->
                to(
                        new State.Failed("", null, reason, false),
                        Schedule.NEVER,
                        now,
                        null,
                        Announcements.failed(terms, reason, now));
            case Answer.ActionRequired(PayerAction action) -> awaitPayer(pending, action, now, patience);
            case Answer.Silence _ ->
                isOverdue(now, patience)
                        ? giveUp("the payment provider did not answer; try again", now, patience)
                        : to(state, schedule.later(now, patience), now);
        };
    }

    /** Whether it is pending for so long that the provider, which gave no answer, is not asked for one again. */
    public boolean isAskedNoMore(Instant now, Patience patience) {
        return state instanceof State.Pending && schedule.tries() > 0 && isOverdue(now, patience);
    }

    /** A payer who had to do something had their time for it; only then the provider's begins. */
    private boolean isOverdue(Instant now, Patience patience) {
        Instant from = state.payerAction().map(PayerAction::until).orElse(terms.createdAt());
        return now.isAfter(from.plus(patience.authoriseWithin()));
    }

    /** The first page that the provider names is the one that counts, so that whoever asks twice gets the same one. */
    private Change awaitPayer(State.Pending pending, PayerAction offered, Instant now, Patience patience) {
        PayerAction action = pending.action() == null
                ? offered.endingBy(terms.createdAt().plus(patience.actWithin()))
                : pending.action();
        return now.isBefore(action.until())
                ? to(
                        new State.Pending(pending.releaseTo(), action),
                        schedule.laterBy(action.until(), now, patience),
                        now)
                : giveUp("the payment was not completed in time", now, patience);
    }

    /**
     * What the provider says that something has come to, as an answer or by itself: perhaps twice, late, or in another order
     * than it happened. Money that it holds for a payment that has failed meanwhile is given back.
     */
    public Change reported(Answer.Outcome outcome, Instant now, Patience patience) {
        return switch (outcome) {
            case Answer.Authorised _
            when state instanceof State.Failed failed ->
                failed.toVoid()
                        ? Change.none(this)
                        : to(
                                new State.Failed(failed.providerId(), failed.heldAt(), failed.reason(), true),
                                Schedule.first(now, patience),
                                now);
            case Answer.Authorised authorised -> after(authorised, now, patience);
            case Answer.Declined declined -> after(declined, now, patience);
            case Answer.Captured captured -> after(captured, now, patience);
            case Answer.Gone gone -> after(gone, now, patience);
            case Answer.GivenBack givenBack -> after(givenBack, now, patience);
        };
    }

    /** The answer to {@link Task#RELEASE}. */
    public Change after(Answer.ToCapture answer, Instant now, Patience patience) {
        if (!(state instanceof State.Held held) || !(held.intent() instanceof Intent.Release(UUID runnerId))) {
            return Change.none(this);
        }
        boolean enough = now.isAfter(schedule.since().plus(patience.releaseWithin()));
        return switch (answer) {
            case Answer.Captured() ->
                to(
                        new State.Released(held.providerId(), held.heldAt(), runnerId, now),
                        Schedule.NEVER,
                        now,
                        LedgerTransaction.release(terms, runnerId, now),
                        Announcements.released(terms, runnerId, now));
            case Answer.Gone(String reason) -> lapse(held, runnerId, reason, Schedule.NEVER, now);
            case Answer.Refused _ when !enough -> to(state, schedule.laterRefused(now, patience), now);
            case Answer.Silence _ when !enough -> to(state, schedule.later(now, patience), now);
            case Answer.Refused _, Answer.Silence _ ->
                lapse(
                        held,
                        runnerId,
                        "it could not be paid out within " + inWords(patience.releaseWithin()),
                        Schedule.first(now, patience),
                        now);
        };
    }

    /** The answer to {@link Task#REFUND} and to {@link Task#VOID}. */
    public Change after(Answer.ToGiveBack answer, Instant now, Patience patience) {
        return switch (state) {
            case State.Held held
            when held.intent() instanceof Intent.Refund(String reason) ->
                switch (answer) {
                    case Answer.GivenBack() ->
                        to(
                                new State.Refunded(held.providerId(), held.heldAt(), reason, now),
                                Schedule.NEVER,
                                now,
                                LedgerTransaction.back(terms, LedgerTransaction.Kind.REFUND, now),
                                Announcements.refunded(terms, reason, bookingRunnerId, now));
                    case Answer.Refused _ -> to(state, schedule.laterRefused(now, patience), now);
                    case Answer.Silence _ -> to(state, schedule.later(now, patience), now);
                };
            case State.Failed failed
            when failed.toVoid() ->
                switch (answer) {
                    case Answer.GivenBack() ->
                        to(
                                new State.Failed(failed.providerId(), failed.heldAt(), failed.reason(), false),
                                Schedule.NEVER,
                                now);
                    case Answer.Refused _ -> to(state, schedule.laterRefused(now, patience), now);
                    case Answer.Silence _ -> to(state, schedule.later(now, patience), now);
                };
            case State.Pending _, State.Held _, State.Released _, State.Refunded _, State.Failed _ -> Change.none(this);
        };
    }

    // ---- moves

    private Change intend(State.Held held, Intent intent, Instant now, Patience patience) {
        return to(new State.Held(held.providerId(), held.heldAt(), intent), Schedule.first(now, patience), now);
    }

    /** Fails while the provider may still come to hold the money, or does already. */
    private Change giveUp(String reason, Instant now, Patience patience) {
        return to(
                new State.Failed("", null, reason, true),
                Schedule.first(now, patience),
                now,
                null,
                Announcements.failed(terms, reason, now));
    }

    /**
     * What was held cannot be paid out and belongs to the owner again.
     *
     * @param voiding when the provider is asked to hold nothing any more; never when it has said that it does not
     */
    private Change lapse(State.Held held, UUID runnerId, String reason, Schedule voiding, Instant now) {
        return to(
                new State.Failed(held.providerId(), held.heldAt(), reason, !voiding.equals(Schedule.NEVER)),
                voiding,
                now,
                LedgerTransaction.back(terms, LedgerTransaction.Kind.LAPSE, now),
                Announcements.lapsed(terms, reason, runnerId, now));
    }

    private static String inWords(Duration duration) {
        return duration.toHours() >= 1 ? duration.toHours() + " h" : duration.toSeconds() + " s";
    }

    private Change to(State next, Schedule when, Instant now) {
        return new Change(this, moved(next, when, now), null, List.of());
    }

    private Change to(State next, Schedule when, Instant now, @Nullable LedgerTransaction booked, PaymentEvent event) {
        return new Change(this, moved(next, when, now), booked, List.of(event));
    }

    private Payment moved(State next, Schedule when, Instant now) {
        return new Payment(terms, next, when, bookingRunnerId, revision + 1, now);
    }
}
