package my.kilat.booking.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import my.kilat.booking.domain.RidePolicy.ReleaseOn;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.booking.DeclineReason;
import my.kilat.contract.event.BookingEvent;
import my.kilat.contract.event.CancelledByRole;
import my.kilat.contract.event.ConfirmedBy;
import my.kilat.contract.event.DomainEvent;
import my.kilat.contract.event.NoticeOccasion;
import my.kilat.contract.identity.Role;
import my.kilat.platform.failure.Failure;

/**
 * A ride for one pet, as a state machine. Each method returns a {@link Decision} and changes nothing itself. {@link Move}
 * defines which moves are legal, and for whom.
 *
 * @param number for people, see {@link BookingNumbers}
 * @param ownerId user id of the owner
 * @param version 1, and one more with every step
 * @param revision of the stored row, raised by every change, whether a step or not: a change is stored only if the revision is
 *     unchanged. 0 before it is stored
 */
public record Booking(
        UUID id,
        String number,
        UUID ownerId,
        Ride ride,
        State state,
        Payment payment,
        int version,
        long revision,
        Instant createdAt,
        Instant updatedAt) {

    /** An owner asks for a ride. */
    public static Decision.Changed request(UUID id, String number, Actor.Person owner, Ride ride, Instant now) {
        Booking booking = new Booking(
                id, number, owner.id(), ride, new State.Requested(Wait.from(now)), Payment.NONE, 1, 0, now, now);
        return new Decision.Changed(
                booking,
                List.of(Events.requested(booking, now)),
                new HistoryEntry(1, null, BookingStatus.REQUESTED, owner, "", now));
    }

    public BookingStatus status() {
        return state.status();
    }

    /** What somebody is to this booking. */
    public Party partyOf(Actor actor) {
        return switch (actor) {
            case Actor.Platform _ -> Party.PLATFORM;
            case Actor.Person(UUID person, Role role) -> {
                if (person.equals(ownerId)) {
                    yield Party.OWNER;
                }
                if (state.runner().filter(person::equals).isPresent()) {
                    yield Party.RUNNER;
                }
                if (role == Role.ADMIN) {
                    yield Party.ADMIN;
                }
                yield role == Role.RUNNER && state instanceof State.Requested ? Party.CANDIDATE : Party.STRANGER;
            }
        };
    }

    /**
     * A runner takes the job.
     *
     * @param underWay how many other rides the runner has accepted and not delivered; it plays a part only where the policy
     *     limits them
     * @throws Failure.Conflict if another one has it, the policy keeps it back until it is paid for or while it is offered to
     *     others, or the runner has as many rides as the policy allows
     */
    public Decision accept(Actor.Person runner, int underWay, RidePolicy policy, Instant now) {
        if (state.runner().filter(taker -> !taker.equals(runner.id())).isPresent()) {
            throw new Failure.Conflict("another runner has taken this booking");
        }
        if (Move.ACCEPT.isDoneBy(this, runner)) {
            return new Decision.Unchanged(this);
        }
        Move.ACCEPT.require(this, runner);
        requirePaid(policy);
        if (policy.keepsForOffers(updatedAt, now)) {
            throw new Failure.Conflict(
                    "this booking is offered to runners nearby first; it opens to everybody shortly");
        }
        policy.requireRoomFor(underWay);
        State accepted = new State.Accepted(runner.id(), Wait.from(now));
        return step(accepted, runner, "", now, Events.accepted(this, runner.id(), now));
    }

    /**
     * The runner gives the job back before the pet is aboard; it waits for another one.
     *
     * @throws Failure.NotAllowed if it is not theirs
     * @throws Failure.Conflict if it is not accepted, or the pet is aboard
     */
    public Decision.Changed decline(Actor.Person runner, DeclineReason reason, Instant now) {
        try {
            Move.DECLINE.require(this, runner);
        } catch (Failure.IllegalTransition e) {
            throw new Failure.Conflict(
                    "a booking can be declined only while it is accepted; this one is " + status().word());
        }
        return offerAgain(runner, reason.word(), now);
    }

    /**
     * An administrator has a runner looked for anew, or the platform, because the runner has not picked up the pet in time.
     * Whoever had it loses it.
     */
    public Decision.Changed reoffer(Actor actor, String reason, Instant now) {
        Move.REOFFER.require(this, actor);
        return offerAgain(actor, reason, now);
    }

    /** It is an open job again, and its money stays held. A runner who has not given it back is told so. */
    private Decision.Changed offerAgain(Actor actor, String reason, Instant now) {
        State open = new State.Requested(Wait.from(now));
        DomainEvent offered = Events.offeredAgain(this, now);
        if (state.runner().isEmpty() || partyOf(actor) == Party.RUNNER) {
            return step(open, actor, reason, now, offered);
        }
        return step(open, actor, reason, now, offered, Events.notice(this, NoticeOccasion.RIDE_WITHDRAWN, null, now));
    }

    /** Whether it waits for a runner and did before, so that somebody may have had it and lost it. */
    public boolean isOnOfferAgain() {
        return state instanceof State.Requested && version > 1;
    }

    /**
     * An administrator gives the job to a runner, also to one who had it before. How many rides they have is for the administrator to judge.
     *
     * @throws Failure.Conflict if another one has it, or the policy keeps it back until it is paid for
     */
    public Decision assign(Actor.Person admin, UUID runner, String reason, RidePolicy policy, Instant now) {
        if (status() == BookingStatus.ACCEPTED && partyOf(admin) == Party.ADMIN) {
            if (state.runner().filter(runner::equals).isPresent()) {
                return new Decision.Unchanged(this);
            }
            throw new Failure.Conflict("another runner has this booking; offer it again first");
        }
        Move.ASSIGN.require(this, admin);
        requirePaid(policy);
        State accepted = new State.Accepted(runner, Wait.from(now));
        return step(accepted, admin, reason, now, Events.accepted(this, runner, now));
    }

    private void requirePaid(RidePolicy policy) {
        if (waitsForPayment(policy)) {
            throw new Failure.Conflict(
                    "this booking is not paid for yet; it can be accepted once the owner's payment is held");
        }
    }

    /** Whether it would be an open job if only its money were held. */
    public boolean waitsForPayment(RidePolicy policy) {
        return state instanceof State.Requested && !policy.opens(payment);
    }

    /**
     * The runner takes the pet aboard.
     *
     * @throws Failure.Conflict if that is too long before the time of a planned ride
     */
    public Decision pickUp(Actor.Person runner, Planning planning, Instant now) {
        if (Move.PICK_UP.isDoneBy(this, runner)) {
            return new Decision.Unchanged(this);
        }
        Move.PICK_UP.require(this, runner);
        planning.requirePickup(this, now);
        State.InProgress aboard = new State.InProgress(runner.id(), now);
        return step(aboard, runner, "", now, Events.pickedUp(this, aboard, now), Events.underWay(this, aboard, now));
    }

    /** The runner hands the pet over; where the runner's word is enough, held money is released by it. */
    public Decision deliver(Actor.Person runner, RidePolicy policy, Instant now) {
        if (Move.DELIVER.isDoneBy(this, runner) || isSettledByWordOf(runner)) {
            return new Decision.Unchanged(this);
        }
        Move.DELIVER.require(this, runner);
        State.InProgress aboard = (State.InProgress) state;
        State.Delivered delivered = new State.Delivered(aboard.runnerId(), aboard.pickedUpAt(), now, null);
        BookingEvent byRunner = Events.deliveryConfirmed(this, delivered, ConfirmedBy.RUNNER, now);
        if (policy.releaseOn() == ReleaseOn.RUNNER_DELIVER && payment.isHeld()) {
            // Money moves at the second of the two, as it does when the owner keeps silent.
            BookingEvent forOwner = Events.deliveryConfirmed(this, delivered, ConfirmedBy.AUTO, now);
            return step(delivered.confirmed(ConfirmedBy.RUNNER, now), runner, "", now, byRunner, forOwner);
        }
        return step(delivered, runner, "", now, byRunner);
    }

    private boolean isSettledByWordOf(Actor.Person runner) {
        return state instanceof State.Completed completed
                && completed.runnerId().equals(runner.id())
                && completed
                        .confirmed()
                        .filter(word -> word.by() == ConfirmedBy.RUNNER)
                        .isPresent();
    }

    /**
     * The owner, or the timer in the owner's stead, confirms the delivery. While money is held for it the booking waits
     * for its release, and once that has lapsed for the owner to pay again; otherwise there is nothing to wait for and it is
     * completed at once.
     */
    public Decision confirm(Actor actor, Instant now) {
        if (Move.CONFIRM.isDoneBy(this, actor)) {
            return new Decision.Unchanged(this);
        }
        Move.CONFIRM.require(this, actor);
        State.Delivered delivered = (State.Delivered) state;
        List<DomainEvent> events = new ArrayList<>(2);
        if (delivered.confirmation() == null) {
            ConfirmedBy by = actor instanceof Actor.Platform ? ConfirmedBy.AUTO : ConfirmedBy.OWNER;
            delivered = delivered.confirmed(by, now);
            events.add(Events.deliveryConfirmed(this, delivered, by, now));
        }
        if (!payment.isHeld() && !payment.isLapsed() && !isOwed()) {
            return complete(delivered, actor, "no money is held", events, now);
        }
        return events.isEmpty()
                ? new Decision.Unchanged(this)
                : new Decision.Changed(with(delivered, payment, version, now), List.copyOf(events), null);
    }

    /**
     * Whether the ride is over, the word was given that releases its money, and there is none: what was held has lapsed, and
     * its owner has to pay again. (A delivery for which money was never held is completed by that word.)
     */
    public boolean isOwed() {
        return state instanceof State.Delivered delivered && delivered.confirmation() != null && payment.mayStillCome();
    }

    /**
     * The owner has not paid again: the booking is closed without its money. It can still be paid for afterwards.
     *
     * @throws IllegalStateException if it does not wait for that
     */
    public Decision.Changed closeUnpaid(Instant now) {
        if (!isOwed()) {
            throw new IllegalStateException("booking " + id + " does not wait for its owner to pay again");
        }
        return complete(
                (State.Delivered) state,
                Actor.Platform.PLATFORM,
                "the money that was held had lapsed and was not paid again",
                new ArrayList<>(1),
                now);
    }

    /**
     * Applies an update of the payment. Released money completes a delivered booking, and so does money that went back to the
     * owner after the delivery was confirmed; any other update is stored.
     *
     * @throws IllegalStateException if money was released for a ride that is not delivered; the update has to be applied again
     *     later
     */
    public Decision paymentChanged(Payment update, Instant now) {
        Payment merged = payment.merge(update);
        Booking informed = merged.equals(payment) ? this : with(state, merged, version, now);
        if (state instanceof State.Delivered delivered
                && delivered.confirmation() != null
                && merged.standing() == Payment.Standing.REFUNDED) {
            return informed.complete(
                    delivered, Actor.Platform.PLATFORM, "the money went back to the owner", new ArrayList<>(1), now);
        }
        if (update.standing() != Payment.Standing.RELEASED) {
            return informed.since(this);
        }
        return switch (state) {
            case State.Delivered delivered ->
                informed.complete(
                        delivered, Actor.Platform.PLATFORM, "the money was released", new ArrayList<>(1), now);
            case State.Completed _, State.Cancelled _ -> informed.since(this);
            case State.Requested _, State.Accepted _, State.InProgress _ ->
                throw new IllegalStateException(
                        "the money of booking " + id + " was released, but it is " + status().word());
        };
    }

    /** Somebody cancels the ride. A longer reason is cut at 500 characters. */
    public Decision cancel(Actor.Person actor, String reason, Instant now) {
        if (state instanceof State.Cancelled cancelled && cancelled.by().equals(actor.id())) {
            return new Decision.Unchanged(this);
        }
        Move.CANCEL.require(this, actor);
        CancelledByRole as = switch (partyOf(actor)) {
            case OWNER -> CancelledByRole.OWNER;
            case RUNNER -> CancelledByRole.RUNNER;
            case ADMIN -> CancelledByRole.ADMIN;
            case PLATFORM, CANDIDATE, STRANGER -> throw new IllegalStateException("nobody who may cancel");
        };
        State.Cancelled cancelled = new State.Cancelled(
                state.runner().orElse(null), state.pickedUp().orElse(null), now, actor.id(), as, CancelNote.of(reason));
        return step(cancelled, actor, cancelled.note(), now, Events.cancelled(this, cancelled, now));
    }

    /** Nobody has made the next step with a requested booking in time: it is cancelled. */
    Decision.Changed expire(String reason, Instant now) {
        Move.EXPIRE.require(this, Actor.Platform.PLATFORM);
        State.Cancelled cancelled =
                new State.Cancelled(null, null, now, Actor.Platform.ID, CancelledByRole.SYSTEM, CancelNote.of(reason));
        return step(cancelled, Actor.Platform.PLATFORM, reason, now, Events.cancelled(this, cancelled, now));
    }

    /**
     * People are reminded of what is to be done. It is no step: version and time of the last change stay.
     *
     * @param until when that has to be done
     * @param remindedAt what is written down as the time of the reminder
     */
    Decision.Changed remind(NoticeOccasion occasion, Instant until, Instant remindedAt, Instant now) {
        State reminded = switch (state) {
            case State.Requested requested ->
                new State.Requested(requested.waiting().reminded(remindedAt));
            case State.Accepted accepted ->
                new State.Accepted(accepted.runnerId(), accepted.waiting().reminded(remindedAt));
            case State.InProgress _, State.Delivered _, State.Completed _, State.Cancelled _ ->
                throw new IllegalStateException("booking " + id + " waits for nobody");
        };
        return new Decision.Changed(
                with(reminded, payment, version, updatedAt), List.of(Events.notice(this, occasion, until, now)), null);
    }

    private Decision.Changed complete(
            State.Delivered delivered, Actor actor, String reason, List<DomainEvent> events, Instant now) {
        State.Completed completed = delivered.completed(ride.priceCents());
        events.add(Events.completed(this, completed, now));
        return step(completed, actor, reason, now, events.toArray(DomainEvent[]::new));
    }

    private Decision.Changed step(State next, Actor actor, String reason, Instant now, DomainEvent... events) {
        return new Decision.Changed(
                with(next, payment, version + 1, now),
                List.of(events),
                new HistoryEntry(version + 1, status(), next.status(), actor, reason, now));
    }

    private Decision since(Booking before) {
        return equals(before) ? new Decision.Unchanged(this) : new Decision.Changed(this, List.of(), null);
    }

    private Booking with(State nextState, Payment nextPayment, int nextVersion, Instant now) {
        return new Booking(id, number, ownerId, ride, nextState, nextPayment, nextVersion, revision, createdAt, now);
    }
}
