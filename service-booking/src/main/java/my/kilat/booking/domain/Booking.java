package my.kilat.booking.domain;

import java.time.Instant;
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
     * @throws Failure.NotAllowed if it is not theirs to take, or they are suspended
     * @throws Failure.Conflict if another one has it, the policy keeps it back until it is paid for or while it is offered to
     *     others, or the runner has as many rides as the policy allows
     */
    public Decision accept(Actor.Person runner, Eligibility eligibility, RidePolicy policy, Instant now) {
        return new Assignment(this, now).accept(runner, eligibility, policy);
    }

    /**
     * The runner gives the job back before the pet is aboard; it waits for another one.
     *
     * @throws Failure.NotAllowed if it is not theirs
     * @throws Failure.Conflict if it is not accepted, or the pet is aboard
     */
    public Decision.Changed decline(Actor.Person runner, DeclineReason reason, Instant now) {
        return new Assignment(this, now).decline(runner, reason);
    }

    /**
     * An administrator has a runner looked for anew, or the platform, because the runner has not picked up the pet in time.
     * Whoever had it loses it.
     */
    public Decision.Changed reoffer(Actor actor, String reason, Instant now) {
        return new Assignment(this, now).reoffer(actor, reason);
    }

    /** Whether it waits for a runner and did before, so that somebody may have had it and lost it. */
    public boolean isOnOfferAgain() {
        return state instanceof State.Requested && version > 1;
    }

    /**
     * An administrator gives the job to a runner, also to one who had it before, and however many rides the runner has.
     *
     * @throws Failure.NotAllowed while that runner is suspended
     * @throws Failure.Conflict if another one has it, or the policy keeps it back until it is paid for
     */
    public Decision assign(
            Actor.Person admin, UUID runner, Eligibility eligibility, String reason, RidePolicy policy, Instant now) {
        return new Assignment(this, now).assign(admin, runner, eligibility, reason, policy);
    }

    /** Whether it would be an open job if only its money were held. */
    public boolean waitsForPayment(RidePolicy policy) {
        return state instanceof State.Requested && !policy.opens(payment);
    }

    /**
     * The runner takes the pet aboard.
     *
     * @param vaccinationsSeen whether the runner confirms having seen the vaccination documents
     * @throws Failure.Conflict if that is too long before the time of a planned ride
     */
    public Decision pickUp(Actor.Person runner, boolean vaccinationsSeen, Planning planning, Instant now) {
        if (Move.PICK_UP.isDoneBy(this, runner)) {
            return new Decision.Unchanged(this);
        }
        Move.PICK_UP.require(this, runner);
        planning.requirePickup(this, now);
        State.InProgress aboard = new State.InProgress(runner.id(), now);
        String note = vaccinationsSeen ? Vaccinations.SEEN : "";
        return step(aboard, runner, note, now, Events.pickedUp(this, aboard, now), Events.underWay(this, aboard, now));
    }

    /** The runner hands the pet over; where the runner's word is enough, held money is released by it. */
    public Decision deliver(Actor.Person runner, RidePolicy policy, Instant now) {
        if (Move.DELIVER.isDoneBy(this, runner) || (isSettledByWordOf(runner) && !runner.onlyReads())) {
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
        return new Completion(this, now).confirm(actor);
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
        return new Completion(this, now).closeUnpaid();
    }

    /**
     * Applies an update of the payment. Released money completes a delivered booking, and so does money that went back to the
     * owner after the delivery was confirmed. Money that is held only after the delivery is released where the runner's word is
     * enough, for that word was given before. Any other update is stored.
     *
     * @throws IllegalStateException if money was released for a ride that is not delivered; the update has to be applied again
     *     later
     */
    public Decision paymentChanged(Payment update, RidePolicy policy, Instant now) {
        return new Completion(this, now).paymentChanged(update, policy.releaseOn());
    }

    /** Somebody cancels the ride. A longer reason is cut at 500 characters. */
    public Decision cancel(Actor.Person actor, String reason, Instant now) {
        if (Move.CANCEL.isDoneBy(this, actor)
                && state instanceof State.Cancelled cancelled
                && cancelled.by().equals(actor.id())) {
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

    Decision.Changed step(State next, Actor actor, String reason, Instant now, DomainEvent... events) {
        return new Decision.Changed(
                with(next, payment, version + 1, now),
                List.of(events),
                new HistoryEntry(version + 1, status(), next.status(), actor, reason, now));
    }

    Booking with(State nextState, Payment nextPayment, int nextVersion, Instant now) {
        return new Booking(id, number, ownerId, ride, nextState, nextPayment, nextVersion, revision, createdAt, now);
    }
}
