package my.kilat.payment.domain;

import java.time.Instant;
import java.util.UUID;
import my.kilat.contract.payment.LedgerKind;

/**
 * What is done so that money stays held for its ride, and what follows if it cannot: docs/operate.md has the table. Whether the
 * ride has a runner is as the booking's events tell.
 */
record HoldAnswers(Payment payment, Instant now, Patience patience) {
    private static final String NO_RUNNER = "the hold on the card ended before a runner took the ride";
    private static final String ENDED = "the hold on the card has ended";

    /** Acts if the hold is near its end, or over. */
    Decision nearEnd() {
        if (!(payment.state() instanceof State.Held held)
                || !(held.intent() instanceof Intent.Keep)
                || !patience.holds().isNearEnd(payment.hold(), now)) {
            return Decision.none(payment);
        }
        if (!now.isBefore(payment.hold().until())) {
            return lapse(held, payment.bookingRunnerId() == null ? NO_RUNNER : ENDED, true);
        }
        return patience.holds().terms().renews()
                ? payment.intend(held, new Intent.Renew(), now, patience)
                : withoutRenewal(held);
    }

    /** The runner of a ride can count on the money: it is taken. For a ride without one it is not, and the owner is told. */
    private Decision withoutRenewal(State.Held held) {
        return payment.bookingRunnerId() == null
                ? lapse(held, NO_RUNNER, true)
                : payment.intend(held, new Intent.Capture(), now, patience);
    }

    /** Applies the response to {@link Task#RENEW} about the hold after that number. */
    Decision renewing(int number, Answer.ToAuthorise answer) {
        if (!(payment.state() instanceof State.Held held)
                || !(held.intent() instanceof Intent.Renew)
                || payment.hold().number() != number) {
            return Decision.none(payment);
        }
        return switch (answer) {
            case Answer.Authorised(String providerId) ->
                payment.to(
                        new State.Held(providerId, held.heldAt(), new Intent.Keep()),
                        payment.hold().next(patience.holds().endOf(now)),
                        now);
            case Answer.Declined _, Answer.ActionRequired _ -> withoutRenewal(held);
            case Answer.Silence _ ->
                now.isBefore(patience.holds().renewalEnd(payment.hold())) ? tryLater() : withoutRenewal(held);
        };
    }

    private Decision tryLater() {
        return payment.to(payment.state(), payment.schedule().later(now, patience), now);
    }

    /** Applies the response to a capture whose money stays in escrow. */
    Decision taking(State.Held held, Answer.ToCapture answer) {
        boolean isOver = !now.isBefore(payment.hold().until());
        return switch (answer) {
            case Answer.Captured() -> taken(held);
            case Answer.Gone(String reason) -> lapse(held, reason, false);
            case Answer.Refused _
            when !isOver -> payment.to(payment.state(), payment.schedule().laterRefused(now, patience), now);
            case Answer.Silence _ when !isOver -> tryLater();
            case Answer.Refused _, Answer.Silence _ -> lapse(held, ENDED, true);
        };
    }

    /** The money is the platform's to keep, however long it takes. */
    private Decision taken(State.Held held) {
        return payment.to(
                new State.Held(held.providerId(), held.heldAt(), new Intent.Keep()),
                payment.hold().endingAt(Hold.NEVER),
                now);
    }

    /** The provider reports by itself that it has taken what was to be kept, or that it does not hold it any more. */
    Decision reported(State.Held held, Answer.ToCapture outcome) {
        return switch (outcome) {
            case Answer.Captured() -> payment.hold().until().equals(Hold.NEVER) ? Decision.none(payment) : taken(held);
            case Answer.Gone(String reason) -> lapse(held, reason, false);
            case Answer.Refused _, Answer.Silence _ -> Decision.none(payment);
        };
    }

    /** The provider reports that money which was to be kept went back to the owner. */
    Decision wentBack(State.Held held) {
        return lapse(held, "the payment was given back at the provider", false);
    }

    /**
     * The held money belongs to the owner again, and the owner has to pay again.
     *
     * @param toVoid whether to ask the provider to hold nothing any more; not if it has reported that it does not
     */
    Decision lapse(State.Held held, String reason, boolean toVoid) {
        UUID runner = held.intent() instanceof Intent.Release(UUID runnerId) ? runnerId : payment.bookingRunnerId();
        return payment.to(
                new State.Failed(held.providerId(), held.heldAt(), reason, toVoid),
                toVoid ? Schedule.first(now, patience) : Schedule.NEVER,
                now,
                LedgerTransaction.back(payment.terms(), LedgerKind.LAPSE, now),
                Announcements.lapsed(payment.terms(), reason, runner, now));
    }
}
