package my.kilat.payment.domain;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.event.BookingAccepted;
import my.kilat.contract.event.BookingCancelled;
import my.kilat.contract.event.BookingRequested;
import my.kilat.contract.event.DeliveryConfirmed;
import my.kilat.contract.internal.BookingStanding;
import org.jspecify.annotations.Nullable;

/**
 * New data about a booking from events or a response of the booking service. A component is null if the update does not
 * contain it.
 *
 * @param priceCents sen
 * @param scheduledAt when the ride is planned for
 * @param runnerId the runner; null also if the booking has none any more
 * @param runnerVersion the version of the booking to which the runner belongs, 0 if the update does not contain it; of two
 *     updates of the runner the one with the higher version counts, whatever their order of arrival
 * @param confirmedAt the time of the confirmation that releases the money
 * @param cancelledAt when the booking was cancelled
 */
public record BookingUpdate(
        UUID id,
        @Nullable String number,
        @Nullable UUID ownerId,
        @Nullable Long priceCents,
        @Nullable String currency,
        @Nullable Instant scheduledAt,
        @Nullable UUID runnerId,
        @Nullable Integer runnerVersion,
        @Nullable Instant confirmedAt,
        @Nullable Instant cancelledAt) {
    /** Whoever has delivered is the runner for good: later than any version of the booking. */
    private static final Integer LAST_RUNNER = Integer.MAX_VALUE;

    private static final int UNTOLD = 0;

    /** The booking was requested, or is on offer again: then it has no runner any more. */
    public static BookingUpdate of(BookingRequested event) {
        return new BookingUpdate(
                event.bookingId(),
                event.bookingNumber(),
                event.ownerId(),
                event.estimatedPriceCents(),
                event.currency(),
                event.scheduledAt(),
                null,
                event.reoffer() ? version(event.version()) : null,
                null,
                null);
    }

    /** A runner accepted it. */
    public static BookingUpdate of(BookingAccepted event) {
        return new BookingUpdate(
                event.bookingId(),
                event.bookingNumber(),
                event.ownerId(),
                null,
                null,
                null,
                event.runnerId(),
                version(event.version()),
                null,
                null);
    }

    /** The owner, or the timer in the owner's place, confirmed the delivery. */
    public static BookingUpdate of(DeliveryConfirmed event) {
        return new BookingUpdate(
                event.bookingId(),
                event.bookingNumber(),
                event.ownerId(),
                null,
                null,
                null,
                event.runnerId(),
                LAST_RUNNER,
                event.occurredAt(),
                null);
    }

    /** It was cancelled. */
    public static BookingUpdate of(BookingCancelled event) {
        return new BookingUpdate(
                event.bookingId(),
                event.bookingNumber(),
                event.ownerId(),
                null,
                null,
                null,
                null,
                null,
                null,
                event.occurredAt());
    }

    /** From a response of the booking service to a query on behalf of a payer. */
    public static BookingUpdate of(BookingFacts facts, Instant now) {
        return new BookingUpdate(
                facts.id(),
                facts.number(),
                facts.ownerId(),
                facts.priceCents(),
                facts.currency(),
                facts.scheduledAt(),
                facts.runnerId(),
                null,
                facts.confirmed() ? now : null,
                facts.cancelled() ? now : null);
    }

    /** From a response of the booking service to a query for the booking's state. */
    public static BookingUpdate of(BookingStanding standing, Instant now) {
        return new BookingUpdate(
                standing.bookingId(),
                standing.bookingNumber(),
                standing.ownerId(),
                standing.priceCents(),
                standing.currency(),
                null,
                standing.runnerId(),
                standing.version(),
                standing.confirmed() ? now : null,
                standing.status() == BookingStatus.CANCELLED ? now : null);
    }

    /** Merges a later update of the same booking into this one. */
    public BookingUpdate and(BookingUpdate later) {
        BookingUpdate newer =
                runnerVersion != null && later.runnerVersion != null && runnerVersion > later.runnerVersion
                        ? this
                        : later;
        BookingUpdate runners = newer.runnerVersion == null ? this : newer;
        return new BookingUpdate(
                id,
                first(number, later.number),
                first(ownerId, later.ownerId),
                first(priceCents, later.priceCents),
                first(currency, later.currency),
                first(scheduledAt, later.scheduledAt),
                runners.runnerVersion == null ? first(runnerId, later.runnerId) : runners.runnerId,
                runners.runnerVersion,
                first(confirmedAt, later.confirmedAt),
                first(cancelledAt, later.cancelledAt));
    }

    private static Integer version(@Nullable Integer told) {
        return told == null ? UNTOLD : told;
    }

    private static <T> @Nullable T first(@Nullable T one, @Nullable T other) {
        return Optional.ofNullable(one).orElse(other);
    }
}
