package my.kilat.booking.domain;

import java.time.Instant;
import java.util.UUID;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.booking.DeclineReason;
import my.kilat.contract.event.DomainEvent;
import my.kilat.contract.event.NoticeOccasion;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.time.Times;

/**
 * The steps by which a booking gets a runner and loses one; {@link Booking} documents each.
 *
 * @param now when the step is made
 */
record Assignment(Booking booking, Instant now) {
    Decision accept(Actor.Person runner, Eligibility eligibility, RidePolicy policy) {
        Move.requireWriter(runner);
        if (booking.state().runner().filter(taker -> !taker.equals(runner.id())).isPresent()) {
            throw new Failure.Conflict("another runner has taken this booking");
        }
        if (Move.ACCEPT.isDoneBy(booking, runner)) {
            return new Decision.Unchanged(booking);
        }
        Move.ACCEPT.require(booking, runner);
        eligibility.requireMayTake();
        requirePaid(policy);
        requireOpenToAll(policy.offersFirst());
        policy.requireRoomFor(eligibility.underWay());
        return give(runner.id(), runner, "");
    }

    Decision assign(Actor.Person admin, UUID runner, Eligibility eligibility, String reason, RidePolicy policy) {
        if (booking.status() == BookingStatus.ACCEPTED && booking.partyOf(admin) == Party.ADMIN) {
            if (booking.state().runner().filter(runner::equals).isPresent()) {
                return new Decision.Unchanged(booking);
            }
            throw new Failure.Conflict("another runner has this booking; offer it again first");
        }
        Move.ASSIGN.require(booking, admin);
        eligibility.requireMayBeGiven();
        requirePaid(policy);
        return give(runner, admin, reason);
    }

    private void requirePaid(RidePolicy policy) {
        if (booking.waitsForPayment(policy)) {
            throw new Failure.Conflict(
                    "this booking is not paid for yet; it can be accepted once the owner's payment is held");
        }
    }

    private void requireOpenToAll(OffersFirst offersFirst) {
        Instant opens = offersFirst.opensToAll(booking);
        if (offersFirst.isOn() && now.isBefore(opens)) {
            boolean isSoon = !opens.isAfter(now.plus(offersFirst.lasts()));
            throw new Failure.Conflict("this booking is offered to runners nearby first; it opens to everybody "
                    + (isSoon ? "shortly" : "at " + Times.inWords(opens)));
        }
    }

    private Decision give(UUID runner, Actor.Person actor, String reason) {
        State accepted = new State.Accepted(runner, Wait.from(now));
        return booking.step(accepted, actor, reason, now, Events.accepted(booking, runner, now));
    }

    Decision.Changed decline(Actor.Person runner, DeclineReason reason) {
        try {
            Move.DECLINE.require(booking, runner);
        } catch (Failure.IllegalTransition e) {
            throw new Failure.Conflict("a booking can be declined only while it is accepted; this one is "
                    + booking.status().word());
        }
        return offerAgain(runner, reason.word());
    }

    Decision.Changed reoffer(Actor actor, String reason) {
        Move.REOFFER.require(booking, actor);
        return offerAgain(actor, reason);
    }

    /** Makes it an open job again; its money stays held. A former runner who has not declined it is told. */
    private Decision.Changed offerAgain(Actor actor, String reason) {
        State open = new State.Requested(Wait.from(now));
        DomainEvent offered = Events.offeredAgain(booking, now);
        if (booking.state().runner().isEmpty() || booking.partyOf(actor) == Party.RUNNER) {
            return booking.step(open, actor, reason, now, offered);
        }
        return booking.step(
                open, actor, reason, now, offered, Events.notice(booking, NoticeOccasion.RIDE_WITHDRAWN, null, now));
    }
}
