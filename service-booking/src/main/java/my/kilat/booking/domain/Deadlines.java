package my.kilat.booking.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import my.kilat.contract.event.NoticeOccasion;
import org.jspecify.annotations.Nullable;

/**
 * Until when a booking waits for people, and what the platform does when they do nothing: at half time it reminds them, at
 * the end it makes the step itself. Nobody's time ends before at least half of it has passed since the reminder, so a platform
 * that was away for a while reminds first. What is due follows from the booking as it is and from the settings of now.
 *
 * @param policy which requested bookings are open jobs
 * @param planning when the parties of a planned ride are reminded of it
 */
public record Deadlines(RidePolicy policy, Limits limits, Planning planning) {

    /**
     * How long is waited.
     *
     * @param requestExpires for a runner to take an open job, from the time for which it was wanted, or from the moment at
     *     which it became one if that is later
     * @param unpaidExpires for the owner to pay, from the time for which the ride was wanted, the request or the latest
     *     failure of a payment, whichever is last
     * @param pickupOverdue for the runner to pick up the pet, from the time for which the ride was wanted, or from the
     *     acceptance if that is later
     * @param rideOverdueFactor a ride is overdue after so many times its estimated duration
     */
    public record Limits(
            Duration requestExpires, Duration unpaidExpires, Duration pickupOverdue, int rideOverdueFactor) {}

    /** A shorter estimate says little about a ride: minutes pass at the door. */
    public static final int SHORTEST_ESTIMATE_MIN = 5;

    /**
     * A time that is waited.
     *
     * @param remindedAt null if nobody has been reminded since it began
     */
    private record Span(
            Instant begin, Duration limit, @Nullable Instant remindedAt) {
        static Span of(Booking booking, Wait wait, Duration limit) {
            Instant begin = Stream.of(wait.since(), booking.ride().scheduledAt(), paymentNews(booking))
                    .flatMap(Stream::ofNullable)
                    .max(Instant::compareTo)
                    .orElseThrow();
            Instant reminded = wait.remindedAt();
            return new Span(begin, limit, reminded == null || reminded.isBefore(begin) ? null : reminded);
        }

        /** What is heard of the payment of a booking that waits for a runner changes for whom it waits, and for how long. */
        private static @Nullable Instant paymentNews(Booking booking) {
            return booking.state() instanceof State.Requested
                    ? booking.payment().since()
                    : null;
        }

        Instant reminder() {
            return begin.plus(limit.dividedBy(2));
        }

        Instant end() {
            Instant end = begin.plus(limit);
            if (remindedAt == null) {
                return end;
            }
            Instant earliest = remindedAt.plus(limit.dividedBy(2));
            return earliest.isAfter(end) ? earliest : end;
        }

        Instant next() {
            return remindedAt == null ? reminder() : end();
        }
    }

    /**
     * When something is to be done about a booking unless somebody makes a step with it before; empty when it waits for
     * nothing. For a ride under way it is the moment at which it is overdue.
     */
    public Optional<Instant> next(Booking booking) {
        return switch (booking.state()) {
            case State.Requested requested ->
                plannedReminder(booking, requested.waiting())
                        .or(() -> Optional.of(span(booking, requested).next()));
            case State.Accepted accepted ->
                plannedReminder(booking, accepted.waiting())
                        .or(() -> Optional.of(span(booking, accepted).next()));
            case State.InProgress aboard -> Optional.of(aboard.pickedUpAt().plus(longestRide(booking.ride())));
            case State.Delivered _, State.Completed _, State.Cancelled _ -> Optional.empty();
        };
    }

    /** Does what is due for a booking: nothing, a reminder, or the step that ends the wait. */
    public Decision decide(Booking booking, Instant now) {
        return switch (booking.state()) {
            case State.Requested requested ->
                announce(booking, requested.waiting(), span(booking, requested), now)
                        .orElseGet(() -> decide(booking, requested, now));
            case State.Accepted accepted ->
                announce(booking, accepted.waiting(), span(booking, accepted), now)
                        .orElseGet(() -> decide(booking, accepted, now));
            case State.InProgress _, State.Delivered _, State.Completed _, State.Cancelled _ ->
                new Decision.Unchanged(booking);
        };
    }

    /**
     * When the parties have to be reminded of a planned ride that was in its state before and for which they have not been; empty
     * for others.
     */
    private Optional<Instant> plannedReminder(Booking booking, Wait wait) {
        Instant reminded = wait.remindedAt();
        return planning.reminder(booking)
                .filter(moment -> wait.since().isBefore(moment))
                .filter(moment -> reminded == null || reminded.isBefore(moment));
    }

    /**
     * Reminds of a planned ride, or that it is not paid for, unless it is so late that its parties are to be reminded of the next step.
     * The moment at which that was due counts as the time of the reminder: it is always before the time at which waiting for that step
     * begins.
     */
    private Optional<Decision> announce(Booking booking, Wait wait, Span span, Instant now) {
        return plannedReminder(booking, wait)
                .filter(moment -> !now.isBefore(moment) && now.isBefore(span.reminder()))
                .map(moment -> booking.waitsForPayment(policy)
                        ? booking.remind(NoticeOccasion.PAYMENT_MISSING, span.end(), moment, now)
                        : booking.remind(NoticeOccasion.RIDE_AHEAD, moment.plus(planning.offerAhead()), moment, now));
    }

    private Decision decide(Booking booking, State.Requested requested, Instant now) {
        Span span = span(booking, requested);
        boolean isOpen = policy.opens(booking.payment());
        if (now.isBefore(span.next())) {
            return new Decision.Unchanged(booking);
        }
        if (span.remindedAt == null) {
            NoticeOccasion occasion = isOpen ? NoticeOccasion.REQUEST_UNANSWERED : NoticeOccasion.PAYMENT_MISSING;
            return booking.remind(occasion, endAfterReminder(span, now), now, now);
        }
        return booking.expire(isOpen ? "no runner took it in time" : "it was not paid for in time", now);
    }

    private Decision decide(Booking booking, State.Accepted accepted, Instant now) {
        Span span = span(booking, accepted);
        if (now.isBefore(span.next())) {
            return new Decision.Unchanged(booking);
        }
        return span.remindedAt == null
                ? booking.remind(NoticeOccasion.PICKUP_LATE, endAfterReminder(span, now), now, now)
                : booking.reoffer(Actor.Platform.PLATFORM, "the runner did not pick up the pet in time", now);
    }

    private static Instant endAfterReminder(Span span, Instant now) {
        return new Span(span.begin, span.limit, now).end();
    }

    private Span span(Booking booking, State.Requested requested) {
        Duration limit = policy.opens(booking.payment()) ? limits.requestExpires : limits.unpaidExpires;
        return Span.of(booking, requested.waiting(), limit);
    }

    private Span span(Booking booking, State.Accepted accepted) {
        return Span.of(booking, accepted.waiting(), limits.pickupOverdue);
    }

    private Duration longestRide(Ride ride) {
        int estimate = Math.max(ride.route().estimatedDurationMin(), SHORTEST_ESTIMATE_MIN);
        return Duration.ofMinutes(estimate).multipliedBy(limits.rideOverdueFactor);
    }
}
