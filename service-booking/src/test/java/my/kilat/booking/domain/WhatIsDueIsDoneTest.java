package my.kilat.booking.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import my.kilat.booking.domain.Payment.Standing;
import my.kilat.contract.booking.BookingStatus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is due is done, and then nothing is due at that time any more: a booking for which that did not hold would be found by each
 * look, and stand before all others.
 */
class WhatIsDueIsDoneTest {
    private static final List<Duration> LATE =
            List.of(Duration.ZERO, Duration.ofMinutes(7), Duration.ofHours(3), Duration.ofDays(9));
    private static final List<Duration> AHEAD =
            List.of(Duration.ofMinutes(-5), Duration.ofMinutes(20), Duration.ofHours(1), Duration.ofDays(30));
    private static final int MOST_STEPS = 10;

    static Stream<Arguments> bookings() {
        List<Arguments> all = new ArrayList<>();
        for (BookingStatus status : List.of(BookingStatus.REQUESTED, BookingStatus.ACCEPTED)) {
            for (Standing payment : Standing.values()) {
                for (Duration late : LATE) {
                    all.add(Arguments.of(status, payment, null, late));
                    for (Duration ahead : AHEAD) {
                        all.add(Arguments.of(status, payment, ahead, late));
                    }
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("bookings")
    void untilItHasEnded(BookingStatus status, Standing payment, @Nullable Duration ahead, Duration late) {
        for (RidePolicy policy : List.of(Sample.DEFAULT, Sample.WITHOUT_ESCROW)) {
            Deadlines deadlines = new Deadlines(policy, Sample.LIMITS, Sample.PLANNING);
            Booking booking = planned(Sample.in(status, payment), ahead);
            Optional<Instant> due = deadlines.next(booking);
            for (int step = 0; due.isPresent(); step++) {
                assertThat(step).as("it ends").isLessThan(MOST_STEPS);
                Instant now = due.get().plus(late);
                assertThat(deadlines.decide(booking, due.get().minusNanos(1)))
                        .as("nothing is done before")
                        .isInstanceOf(Decision.Unchanged.class);
                booking = Sample.changed(deadlines.decide(booking, now)).after();
                due = deadlines.next(booking);
                assertThat(due.filter(next -> !next.isAfter(now)))
                        .as("due at once again")
                        .isEmpty();
            }
            assertThat(booking.status()).isEqualTo(BookingStatus.CANCELLED);
        }
    }

    private static Booking planned(Booking booking, @Nullable Duration ahead) {
        return new Booking(
                booking.id(),
                booking.number(),
                booking.ownerId(),
                Sample.rideAt(ahead == null ? null : booking.createdAt().plus(ahead)),
                booking.state(),
                booking.payment(),
                booking.version(),
                booking.revision(),
                booking.createdAt(),
                booking.updatedAt());
    }
}
