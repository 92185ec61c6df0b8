package my.kilat.booking.domain;

import static my.kilat.booking.domain.Party.ADMIN;
import static my.kilat.booking.domain.Party.CANDIDATE;
import static my.kilat.booking.domain.Party.OWNER;
import static my.kilat.booking.domain.Party.PLATFORM;
import static my.kilat.booking.domain.Party.RUNNER;
import static my.kilat.contract.booking.BookingStatus.ACCEPTED;
import static my.kilat.contract.booking.BookingStatus.CANCELLED;
import static my.kilat.contract.booking.BookingStatus.COMPLETED;
import static my.kilat.contract.booking.BookingStatus.DELIVERED;
import static my.kilat.contract.booking.BookingStatus.IN_PROGRESS;
import static my.kilat.contract.booking.BookingStatus.REQUESTED;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.platform.failure.Failure;

/**
 * The state machine of a booking: every transition, and who may make it. The further effects of a move are in the method of
 * {@link Booking} with its name; a new move is a row here and a method there.
 */
public enum Move {
    ACCEPT("this booking is no longer open to runners", againBy(RUNNER), from(REQUESTED, ACCEPTED, CANDIDATE)),
    DECLINE("not your booking", againBy(RUNNER), from(ACCEPTED, REQUESTED, RUNNER)),
    ASSIGN("only an administrator can give this booking to a runner", againBy(ADMIN), from(REQUESTED, ACCEPTED, ADMIN)),
    REOFFER(
            "only an administrator can offer this booking again",
            againBy(ADMIN),
            from(REQUESTED, REQUESTED, ADMIN),
            from(ACCEPTED, REQUESTED, ADMIN, PLATFORM)),
    PICK_UP(
            "only the runner of this booking can pick up its pet",
            againBy(RUNNER),
            from(ACCEPTED, IN_PROGRESS, RUNNER)),
    DELIVER(
            "only the runner of this booking can deliver its pet",
            againBy(RUNNER),
            from(IN_PROGRESS, DELIVERED, RUNNER)),
    CONFIRM(
            "only the owner of this booking can confirm its delivery",
            againBy(OWNER),
            from(DELIVERED, COMPLETED, OWNER, PLATFORM)),
    CANCEL(
            "only a party of this booking can cancel it",
            againBy(OWNER, RUNNER, ADMIN),
            from(REQUESTED, CANCELLED, OWNER, ADMIN),
            from(ACCEPTED, CANCELLED, OWNER, RUNNER, ADMIN),
            from(IN_PROGRESS, CANCELLED, OWNER, RUNNER, ADMIN)),
    EXPIRE("only the platform ends a booking whose time is over", Set.of(), from(REQUESTED, CANCELLED, PLATFORM));

    private final String refusal;
    private final BookingStatus to;

    @SuppressWarnings("ImmutableEnumChecker") // never changed
    private final Set<Party> again;

    @SuppressWarnings("ImmutableEnumChecker") // never changed
    private final Arrow[] arrows;

    Move(String refusal, Set<Party> again, Arrow... arrows) {
        this.refusal = refusal;
        this.again = again;
        this.arrows = arrows;
        this.to = arrows[0].to;
    }

    private record Arrow(BookingStatus from, BookingStatus to, Set<Party> by) {}

    private static Arrow from(BookingStatus from, BookingStatus to, Party first, Party... rest) {
        return new Arrow(from, to, EnumSet.of(first, rest));
    }

    /** What somebody is to the booking once they have made the move, and may so repeat it without effect. */
    private static Set<Party> againBy(Party first, Party... rest) {
        return EnumSet.of(first, rest);
    }

    /** The state it leads to. */
    public BookingStatus to() {
        return to;
    }

    /**
     * Lets an actor make this move.
     *
     * @throws Failure.NotAllowed if it is not theirs to make, in whatever state the booking is
     * @throws Failure.IllegalTransition if it is, but not from here
     */
    void require(Booking booking, Actor actor) {
        requireWriter(actor);
        Party party = booking.partyOf(actor);
        if (!again.contains(party) && Arrays.stream(arrows).noneMatch(arrow -> arrow.by.contains(party))) {
            throw new Failure.NotAllowed(refusal);
        }
        BookingStatus status = booking.status();
        if (Arrays.stream(arrows).noneMatch(arrow -> arrow.from == status && arrow.by.contains(party))) {
            throw new Failure.IllegalTransition(status.word(), to.word());
        }
    }

    /**
     * Refuses an actor who only reads, whatever they are to a booking.
     *
     * @throws Failure.NotAllowed for an operator
     */
    static void requireWriter(Actor actor) {
        if (actor.onlyReads()) {
            throw new Failure.NotAllowed("an operator looks at bookings and changes none");
        }
    }

    /** Whether the booking is where this move leads, and this actor is one who may have brought it there. */
    boolean isDoneBy(Booking booking, Actor actor) {
        return !actor.onlyReads() && booking.status() == to && again.contains(booking.partyOf(actor));
    }
}
