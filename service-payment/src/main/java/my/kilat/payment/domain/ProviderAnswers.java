package my.kilat.payment.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

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
                        LedgerTransaction.hold(payment.terms(), now),
                        Announcements.held(payment.terms(), providerId, now));
            }
            case Answer.Declined(String reason) ->
                payment.to(
                        new State.Failed("", null, reason, false),
                        Schedule.NEVER,
                        now,
                        null,
                        Announcements.failed(payment.terms(), reason, now));
            case Answer.ActionRequired(PayerAction action) -> awaitPayer(pending, action);
            case Answer.Silence _ ->
                isOverdue()
                        ? payment.giveUp("the payment provider did not answer; try again", now, patience)
                        : payment.to(payment.state(), payment.schedule().later(now, patience), now);
        };
    }

    /** The time for an action of the payer comes first; only then the provider's begins. */
    boolean isOverdue() {
        Instant from = payment.state()
                .payerAction()
                .map(PayerAction::until)
                .orElse(payment.terms().createdAt());
        return now.isAfter(from.plus(patience.authoriseWithin()));
    }

    /** The first page that the provider returns is kept, so that repeated requests get the same one. */
    private Decision awaitPayer(State.Pending pending, PayerAction offered) {
        PayerAction action = pending.action() == null
                ? offered.endingBy(payment.terms().createdAt().plus(patience.actWithin()))
                : pending.action();
        return now.isBefore(action.until())
                ? payment.to(
                        new State.Pending(pending.releaseTo(), action),
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

    /** Applies the response to {@link Task#RELEASE}. */
    Decision capturing(Answer.ToCapture answer) {
        if (!(payment.state() instanceof State.Held held)
                || !(held.intent() instanceof Intent.Release(UUID runnerId))) {
            return Decision.none(payment);
        }
        boolean enough = now.isAfter(payment.schedule().since().plus(patience.releaseWithin()));
        return switch (answer) {
            case Answer.Captured() ->
                payment.to(
                        new State.Released(held.providerId(), held.heldAt(), runnerId, now),
                        Schedule.NEVER,
                        now,
                        LedgerTransaction.release(payment.terms(), runnerId, now),
                        Announcements.released(payment.terms(), runnerId, now));
            case Answer.Gone(String reason) -> lapse(held, runnerId, reason, Schedule.NEVER);
            case Answer.Refused _
            when !enough -> payment.to(payment.state(), payment.schedule().laterRefused(now, patience), now);
            case Answer.Silence _
            when !enough -> payment.to(payment.state(), payment.schedule().later(now, patience), now);
            case Answer.Refused _, Answer.Silence _ ->
                lapse(
                        held,
                        runnerId,
                        "it could not be paid out within " + inWords(patience.releaseWithin()),
                        Schedule.first(now, patience));
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
                                LedgerTransaction.back(payment.terms(), LedgerTransaction.Kind.REFUND, now),
                                Announcements.refunded(payment.terms(), reason, payment.bookingRunnerId(), now));
                    case Answer.Refused _ ->
                        payment.to(payment.state(), payment.schedule().laterRefused(now, patience), now);
                    case Answer.Silence _ ->
                        payment.to(payment.state(), payment.schedule().later(now, patience), now);
                };
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

    /**
     * The held money cannot be paid out and belongs to the owner again.
     *
     * @param voiding when to ask the provider to hold nothing any more; never if it has reported that it does not
     */
    private Decision lapse(State.Held held, UUID runnerId, String reason, Schedule voiding) {
        return payment.to(
                new State.Failed(held.providerId(), held.heldAt(), reason, !voiding.equals(Schedule.NEVER)),
                voiding,
                now,
                LedgerTransaction.back(payment.terms(), LedgerTransaction.Kind.LAPSE, now),
                Announcements.lapsed(payment.terms(), reason, runnerId, now));
    }

    private static String inWords(Duration duration) {
        return duration.toHours() >= 1 ? duration.toHours() + " h" : duration.toSeconds() + " s";
    }
}
