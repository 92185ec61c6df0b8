package my.kilat.booking.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import my.kilat.booking.domain.RidePolicy.ReleaseOn;
import my.kilat.contract.event.ConfirmedBy;
import my.kilat.contract.event.DomainEvent;

/**
 * The steps from the delivery to the end of a booking, which depend on its money; {@link Booking} documents each.
 *
 * @param now when the step is made
 */
record Completion(Booking booking, Instant now) {
    Decision confirm(Actor actor) {
        if (Move.CONFIRM.isDoneBy(booking, actor)) {
            return new Decision.Unchanged(booking);
        }
        Move.CONFIRM.require(booking, actor);
        State.Delivered delivered = (State.Delivered) booking.state();
        Payment payment = booking.payment();
        List<DomainEvent> events = new ArrayList<>(2);
        if (delivered.confirmation() == null) {
            ConfirmedBy by = actor instanceof Actor.Platform ? ConfirmedBy.AUTO : ConfirmedBy.OWNER;
            delivered = delivered.confirmed(by, now);
            events.add(Events.deliveryConfirmed(booking, delivered, by, now));
        }
        if (!payment.isHeld() && !payment.isLapsed() && !booking.isOwed()) {
            boolean isPaidOut = payment.standing() == Payment.Standing.RELEASED;
            return complete(delivered, actor, isPaidOut ? "the money was released" : "no money is held", events);
        }
        return events.isEmpty()
                ? new Decision.Unchanged(booking)
                : new Decision.Changed(
                        booking.with(delivered, payment, booking.version(), now), List.copyOf(events), null);
    }

    Decision.Changed closeUnpaid() {
        if (!booking.isOwed()) {
            throw new IllegalStateException("booking " + booking.id() + " does not wait for its owner to pay again");
        }
        return completeByPlatform(
                (State.Delivered) booking.state(), "the money that was held had lapsed and was not paid again");
    }

    Decision paymentChanged(Payment update, ReleaseOn releaseOn) {
        Payment merged = booking.payment().merge(update);
        Booking informed = merged.equals(booking.payment())
                ? booking
                : booking.with(booking.state(), merged, booking.version(), now);
        Completion then = new Completion(informed, now);
        if (booking.state() instanceof State.Delivered delivered
                && delivered.confirmation() != null
                && merged.standing() == Payment.Standing.REFUNDED) {
            return then.completeByPlatform(delivered, "the money went back to the owner");
        }
        if (booking.state() instanceof State.Delivered delivered
                && delivered.confirmation() == null
                && merged.isHeld()
                && releaseOn == ReleaseOn.RUNNER_DELIVER) {
            return then.releasedByWordOfRunner(delivered, merged);
        }
        if (update.standing() != Payment.Standing.RELEASED) {
            return then.since(booking);
        }
        return switch (booking.state()) {
            case State.Delivered delivered -> then.completeByPlatform(delivered, "the money was released");
            case State.Completed _, State.Cancelled _ -> then.since(booking);
            case State.Requested _, State.Accepted _, State.InProgress _ ->
                throw new IllegalStateException("the money of booking " + booking.id() + " was released, but it is "
                        + booking.status().word());
        };
    }

    /** As if the money had been held when the runner handed the pet over. */
    private Decision.Changed releasedByWordOfRunner(State.Delivered delivered, Payment held) {
        State.Delivered confirmed = delivered.confirmed(ConfirmedBy.RUNNER, now);
        return new Decision.Changed(
                booking.with(confirmed, held, booking.version(), now),
                List.of(Events.deliveryConfirmed(booking, confirmed, ConfirmedBy.AUTO, now)),
                null);
    }

    private Decision.Changed completeByPlatform(State.Delivered delivered, String reason) {
        return complete(delivered, Actor.Platform.PLATFORM, reason, new ArrayList<>(1));
    }

    private Decision.Changed complete(State.Delivered delivered, Actor actor, String reason, List<DomainEvent> events) {
        State.Completed completed = delivered.completed(booking.ride().priceCents());
        events.add(Events.completed(booking, completed, now));
        return booking.step(completed, actor, reason, now, events.toArray(DomainEvent[]::new));
    }

    private Decision since(Booking before) {
        return booking.equals(before)
                ? new Decision.Unchanged(booking)
                : new Decision.Changed(booking, List.of(), null);
    }
}
