package my.kilat.payment.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import my.kilat.contract.payment.LedgerKind;

/**
 * Applies the responses of the provider to a payment. A response to a request that is no longer due changes nothing.
 *
 * @param now the time of the response
 */
record ProviderAnswers(Payment payment, Instant now, Patience patience) {
    /** Applies the response to {@link Task#AUTHORISE}. */
    Decision authorising(Answer.ToAuthorise answer) {
        if (!(payment.state() instanceof State.Pending pending)) {
            return Decision.none(payment);
        }
        return switch (answer) {
            case Answer.Authorised(String providerId) -> {
                Intent intent =
                        pending.releaseTo() == null ? new Intent.Keep() : new Intent.Release(pending.releaseTo());
                yield payment.to(
                        new State.Held(providerId, now, intent),
                        intent instanceof Intent.Keep ? Schedule.NEVER : Schedule.first(now, patience),
                        now,
                        payment.hold().endingAt(patience.holds().endOf(now)),
                        LedgerTransaction.hold(payment.terms(), now),
                        Announcements.held(payment.terms(), providerId, now));
            }
            case Answer.Declined(String reason) -> declined(reason);
            case Answer.ActionRequired(PayerAction action) -> awaitPayer(pending, action);
            case Answer.Silence _ -> unanswered();
        };
    }

    /** Applies the response to {@link Task#STORE}. */
    Decision storing(Answer.ToStore answer) {
        if (!(payment.state() instanceof State.Pending pending)
                || pending.putOff() == null
                || pending.putOff().isStored()) {
            return Decision.none(payment);
        }
        Instant until = pending.putOff().until();
        return switch (answer) {
            case Answer.Stored() ->
                payment.to(
                        new State.Pending(pending.releaseTo(), null, new State.PutOff(until, true)),
                        Schedule.at(until.isAfter(now) ? until : now),
                        now);
            case Answer.Declined(String reason) -> declined(reason);
            case Answer.Silence _ -> unanswered();
        };
    }

    private Decision declined(String reason) {
        return payment.to(
                new State.Failed("", null, reason, false),
                Schedule.NEVER,
                now,
                null,
                Announcements.failed(payment.terms(), reason, now));
    }

    private Decision unanswered() {
        return isOverdue()
                ? payment.giveUp("the payment provider did not answer; try again", now, patience)
                : payment.to(payment.state(), payment.schedule().later(now, patience), now);
    }

    /**
     * The time for an action of the payer comes first, and that for which it is put off; only then the provider's begins. While the
     * card is not kept yet the payer waits for it.
     */
    boolean isOverdue() {
        Optional<State.PutOff> kept = payment.state() instanceof State.Pending pending
                ? Optional.ofNullable(pending.putOff()).filter(State.PutOff::isStored)
                : Optional.empty();
        Instant begun = kept.map(this::dueAt).orElse(payment.terms().createdAt());
        Instant from = payment.state().payerAction().map(PayerAction::until).orElse(begun);
        return now.isAfter(from.plus(kept.isPresent() ? patience.authoriseKeptWithin() : patience.authoriseWithin()));
    }

    /** Put off until no particular time: until the task of now was set. */
    private Instant dueAt(State.PutOff putOff) {
        return putOff.until().isAfter(payment.terms().createdAt())
                ? putOff.until()
                : payment.schedule().since();
    }

    /** The first page that the provider returns is kept, so that repeated requests get the same one. */
    private Decision awaitPayer(State.Pending pending, PayerAction offered) {
        PayerAction action = pending.action() == null
                ? offered.endingBy(payment.terms().createdAt().plus(patience.actWithin()))
                : pending.action();
        return now.isBefore(action.until())
                ? payment.to(
                        new State.Pending(pending.releaseTo(), action, pending.putOff()),
                        payment.schedule().laterBy(action.until(), now, patience),
                        now)
                : payment.giveUp("the payment was not completed in time", now, patience);
    }

    /**
     * Applies an outcome that the provider reports, as a response or on its own: perhaps twice, late, or out of order. Money
     * that it holds for a payment that has failed meanwhile is given back.
     */
    Decision reported(Answer.Outcome outcome) {
        return switch (outcome) {
            case Answer.Authorised _
            when payment.state() instanceof State.Failed failed ->
                failed.toVoid()
                        ? Decision.none(payment)
                        : payment.to(
                                new State.Failed(failed.providerId(), failed.heldAt(), failed.reason(), true),
                                Schedule.first(now, patience),
                                now);
            case Answer.Authorised authorised -> authorising(authorised);
            case Answer.Declined declined -> authorising(declined);
            case Answer.Captured captured -> capturing(captured);
            case Answer.Gone gone -> capturing(gone);
            case Answer.GivenBack givenBack -> givingBack(givenBack);
        };
    }

    /** Applies the response to {@link Task#RELEASE} and to {@link Task#CAPTURE}, and what is reported of a capture. */
    Decision capturing(Answer.ToCapture answer) {
        if (!(payment.state() instanceof State.Held held)) {
            return Decision.none(payment);
        }
        HoldAnswers holds = new HoldAnswers(payment, now, patience);
        return switch (held.intent()) {
            case Intent.Release(UUID runnerId) -> releasing(held, runnerId, answer);
            case Intent.Capture _ -> holds.taking(held, answer);
            case Intent.Keep _ -> holds.reported(held, answer);
            // Nothing is held any more, which is what was asked for.
            case Intent.Refund _ ->
                answer instanceof Answer.Gone ? givingBack(new Answer.GivenBack()) : Decision.none(payment);
            // What becomes of the next hold decides.
            case Intent.Renew _ -> Decision.none(payment);
        };
    }

    private Decision releasing(State.Held held, UUID runnerId, Answer.ToCapture answer) {
        boolean enough = now.isAfter(payment.schedule().since().plus(patience.releaseWithin()));
        HoldAnswers holds = new HoldAnswers(payment, now, patience);
        return switch (answer) {
            case Answer.Captured() ->
                payment.to(
                        new State.Released(held.providerId(), held.heldAt(), runnerId, now),
                        Schedule.NEVER,
                        now,
                        LedgerTransaction.release(payment.terms(), runnerId, now),
                        Announcements.released(payment.terms(), runnerId, now));
            case Answer.Gone(String reason) -> holds.lapse(held, reason, false);
            case Answer.Refused _
            when !enough -> payment.to(payment.state(), payment.schedule().laterRefused(now, patience), now);
            case Answer.Silence _
            when !enough -> payment.to(payment.state(), payment.schedule().later(now, patience), now);
            case Answer.Refused _, Answer.Silence _ ->
                holds.lapse(held, "it could not be paid out within " + inWords(patience.releaseWithin()), true);
        };
    }

    /** Applies the response to {@link Task#REFUND} and to {@link Task#VOID}. */
    Decision givingBack(Answer.ToGiveBack answer) {
        return switch (payment.state()) {
            case State.Held held
            when held.intent() instanceof Intent.Refund(String reason) ->
                switch (answer) {
                    case Answer.GivenBack() ->
                        payment.to(
                                new State.Refunded(held.providerId(), held.heldAt(), reason, now),
                                Schedule.NEVER,
                                now,
                                LedgerTransaction.back(payment.terms(), LedgerKind.REFUND, now),
                                Announcements.refunded(payment.terms(), reason, payment.bookingRunnerId(), now));
                    case Answer.Refused _ ->
                        payment.to(payment.state(), payment.schedule().laterRefused(now, patience), now);
                    case Answer.Silence _ ->
                        payment.to(payment.state(), payment.schedule().later(now, patience), now);
                };
            case State.Held held
            when held.intent() instanceof Intent.Keep || held.intent() instanceof Intent.Capture ->
                answer instanceof Answer.GivenBack
                        ? new HoldAnswers(payment, now, patience).wentBack(held)
                        : Decision.none(payment);
            case State.Failed failed
            when failed.toVoid() ->
                switch (answer) {
                    case Answer.GivenBack() ->
                        payment.to(
                                new State.Failed(failed.providerId(), failed.heldAt(), failed.reason(), false),
                                Schedule.NEVER,
                                now);
                    case Answer.Refused _ ->
                        payment.to(payment.state(), payment.schedule().laterRefused(now, patience), now);
                    case Answer.Silence _ ->
                        payment.to(payment.state(), payment.schedule().later(now, patience), now);
                };
            case State.Pending _, State.Held _, State.Released _, State.Refunded _, State.Failed _ ->
                Decision.none(payment);
        };
    }

    private static String inWords(Duration duration) {
        return duration.toHours() >= 1 ? duration.toHours() + " h" : duration.toSeconds() + " s";
    }
}
