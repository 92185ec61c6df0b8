package my.kilat.runner.domain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import my.kilat.contract.event.BookingAccepted;
import my.kilat.contract.event.BookingCancelled;
import my.kilat.contract.event.BookingCompleted;
import my.kilat.contract.event.BookingEvent;
import my.kilat.contract.event.BookingRequested;
import my.kilat.contract.event.CancelledByRole;
import my.kilat.contract.event.ConfirmedBy;
import my.kilat.contract.event.DeliveryConfirmed;
import my.kilat.contract.event.DeliveryInProgress;
import my.kilat.contract.event.PetPickedUp;
import org.jspecify.annotations.Nullable;

/**
 * The state of the ride of one booking, according to its events, which may come twice, late or out of order: an end is final,
 * so an acceptance that comes after it begins nothing, and a ride is counted once. Of two acceptances the one with the higher
 * version of the booking counts, whatever their times, which are of different machines.
 */
public sealed interface Ride {
    UUID bookingId();

    /** No event of it has come. */
    record Unknown(UUID bookingId) implements Ride {}

    /**
     * A runner has taken it, and it is not completed. It keeps its runner busy until the delivery is confirmed; after that it
     * only waits for its money.
     *
     * @param version of the booking when the runner accepted; null when that was told by an event without a version
     */
    record Live(
            UUID bookingId,
            UUID runnerId,
            Instant since,
            @Nullable Integer version) implements Ride {
        /**
         * Whether an acceptance was before this one. One without a version was told before events carried one, so it precedes
         * every acceptance that has one; only two of those are compared by their times.
         */
        private boolean isAfter(BookingAccepted news) {
            if (version != null && news.version() != null) {
                return news.version() < version;
            }
            return news.version() == null
                    && (version != null || news.occurredAt().isBefore(since));
        }

        private Effect leaves() {
            return new Effect.Leaves(runnerId, bookingId);
        }
    }

    /**
     * It is on offer again, and nobody has it.
     *
     * @param version of the booking when it was offered again; null when that was told by an event without a version
     */
    record Open(UUID bookingId, Instant since, @Nullable Integer version) implements Ride {
        /** Whether an acceptance was before this; one without a version precedes everything that has one. */
        private boolean isAfter(BookingAccepted news) {
            return version != null && (news.version() == null || news.version() < version);
        }
    }

    /** It was carried to the end. */
    record Completed(UUID bookingId, UUID runnerId, Instant since) implements Ride {}

    /** It was called off; without a runner when nobody had it. */
    record Cancelled(UUID bookingId, @Nullable UUID runnerId, Instant since) implements Ride {}

    /** What a decision means for one runner. */
    sealed interface Effect {
        UUID runnerId();

        /** The runner has the ride from now on. */
        record Takes(UUID runnerId, UUID bookingId) implements Effect {}

        /** The runner no longer has it. */
        record Leaves(UUID runnerId, UUID bookingId) implements Effect {}

        /** One more completed ride. */
        record Completes(UUID runnerId) implements Effect {}

        /** One more ride that the runner called off. */
        record Abandons(UUID runnerId) implements Effect {}
    }

    /** What the ride becomes, and what that means for runners; the same ride without effects when nothing changes. */
    record Decision(Ride after, List<Effect> effects) {}

    /** Decides what an event of its booking changes. */
    default Decision decide(BookingEvent event) {
        return switch (event) {
            case BookingAccepted accepted -> accepted(accepted);
            case BookingCompleted completed -> completed(completed);
            case BookingCancelled cancelled -> cancelled(cancelled);
            case DeliveryConfirmed confirmed -> confirmed(confirmed);
            case BookingRequested requested -> offeredAgain(requested);
            case PetPickedUp _, DeliveryInProgress _ -> unchanged();
        };
    }

    /** The owner, or the timer in their place, says that the pet has arrived: the runner is free, whatever the money does. */
    private Decision confirmed(DeliveryConfirmed news) {
        return this instanceof Live live && news.confirmedBy() != ConfirmedBy.RUNNER
                ? new Decision(this, List.of(live.leaves()))
                : unchanged();
    }

    /** A runner has accepted the booking. After a decline that is another one than before. */
    private Decision accepted(BookingAccepted news) {
        Live live = new Live(bookingId(), news.runnerId(), news.occurredAt(), news.version());
        Effect takes = new Effect.Takes(news.runnerId(), bookingId());
        return switch (this) {
            case Unknown _ -> new Decision(live, List.of(takes));
            case Open open when open.isAfter(news) -> unchanged();
            case Open _ -> new Decision(live, List.of(takes));
            case Live before when before.isAfter(news) -> unchanged();
            case Live before when before.runnerId.equals(news.runnerId()) -> new Decision(live, List.of());
            case Live before -> new Decision(live, List.of(before.leaves(), takes));
            case Completed _, Cancelled _ -> unchanged();
        };
    }

    /** Its runner has given it back, or it was taken from them. */
    private Decision offeredAgain(BookingRequested news) {
        Open open = new Open(bookingId(), news.occurredAt(), news.version());
        return switch (this) {
            case Live live
            when news.reoffer() && !isLater(live.version, news.version()) -> new Decision(open, List.of(live.leaves()));
            case Unknown _ when news.reoffer() -> new Decision(open, List.of());
            case Unknown _, Live _, Open _, Completed _, Cancelled _ -> unchanged();
        };
    }

    /** Whether what is known of the booking is later than some news; a version that is not told decides nothing. */
    private static boolean isLater(@Nullable Integer known, @Nullable Integer news) {
        return known != null && news != null && known > news;
    }

    /** The ride is over and settled. */
    private Decision completed(BookingCompleted news) {
        Completed completed = new Completed(bookingId(), news.runnerId(), news.occurredAt());
        Effect completes = new Effect.Completes(news.runnerId());
        return switch (this) {
            case Unknown _, Open _ -> new Decision(completed, List.of(completes));
            case Live live -> new Decision(completed, List.of(live.leaves(), completes));
            case Completed _, Cancelled _ -> unchanged();
        };
    }

    /** The booking was called off. */
    private Decision cancelled(BookingCancelled news) {
        return switch (this) {
            case Unknown _, Open _ ->
                new Decision(new Cancelled(bookingId(), news.runnerId(), news.occurredAt()), List.of());
            case Live live ->
                new Decision(
                        new Cancelled(bookingId(), live.runnerId, news.occurredAt()),
                        news.cancelledByRole() == CancelledByRole.RUNNER
                                ? List.of(live.leaves(), new Effect.Abandons(live.runnerId))
                                : List.of(live.leaves()));
            case Completed _, Cancelled _ -> unchanged();
        };
    }

    private Decision unchanged() {
        return new Decision(this, List.of());
    }
}
