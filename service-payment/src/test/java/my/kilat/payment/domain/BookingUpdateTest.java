package my.kilat.payment.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import my.kilat.contract.booking.PetType;
import my.kilat.contract.event.BookingAccepted;
import my.kilat.contract.event.BookingRequested;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** News of a booking add up to the same, in whatever order they come. */
class BookingUpdateTest {
    private static final UUID BOOKING = new UUID(0, 1);
    private static final UUID OWNER = new UUID(0, 2);
    private static final UUID FIRST = new UUID(0, 3);
    private static final UUID SECOND = new UUID(0, 4);
    private static final int EARLY = 2;
    private static final int LATER = 4;
    private static final Instant LATE = Instant.parse("2026-02-12T11:00:00Z");

    private static final BookingUpdate REQUESTED =
            new BookingUpdate(BOOKING, "BK-1", OWNER, 2210L, "MYR", null, null, null, null, null);
    private static final BookingUpdate CONFIRMED =
            new BookingUpdate(BOOKING, "BK-1", OWNER, null, null, null, SECOND, null, LATE, null);
    private static final BookingUpdate CANCELLED =
            new BookingUpdate(BOOKING, "BK-1", null, null, null, null, null, null, null, LATE);

    private static BookingUpdate runner(@Nullable UUID runner, int version) {
        return new BookingUpdate(BOOKING, "BK-1", OWNER, null, null, null, runner, version, null, null);
    }

    @Test
    void whatOneDoesNotSayTheOtherAdds() {
        BookingUpdate all = new BookingUpdate(BOOKING, "BK-1", OWNER, 2210L, "MYR", null, SECOND, null, LATE, LATE);
        assertThat(REQUESTED.and(CONFIRMED).and(CANCELLED)).isEqualTo(all);
        assertThat(CANCELLED.and(CONFIRMED).and(REQUESTED)).isEqualTo(all);
    }

    @Test
    void ofTwoNewsAboutTheRunnerTheOneOfTheHigherVersionCounts() {
        assertThat(runner(FIRST, EARLY).and(runner(SECOND, LATER))).isEqualTo(runner(SECOND, LATER));
        assertThat(runner(SECOND, LATER).and(runner(FIRST, EARLY))).isEqualTo(runner(SECOND, LATER));
        assertThat(runner(FIRST, EARLY).and(runner(null, LATER))).isEqualTo(runner(null, LATER));
        assertThat(runner(null, LATER).and(runner(FIRST, EARLY))).isEqualTo(runner(null, LATER));
        assertThat(runner(FIRST, EARLY).and(REQUESTED).runnerId()).isEqualTo(FIRST);
        assertThat(REQUESTED.and(runner(FIRST, EARLY)).runnerVersion()).isEqualTo(EARLY);
    }

    /** The clocks of the machines that wrote them may differ by anything, and their times are not looked at. */
    @Test
    void whatAClockThatIsBehindWroteLaterCounts() {
        BookingUpdate first = BookingUpdate.of(accepted(FIRST, 2, LATE));
        BookingUpdate offered = BookingUpdate.of(reoffered(3, LATE.minusSeconds(40)));
        BookingUpdate second = BookingUpdate.of(accepted(SECOND, 4, LATE.minusSeconds(20)));
        assertThat(first.and(offered).runnerId()).isNull();
        assertThat(first.and(offered).and(second).runnerId()).isEqualTo(SECOND);
        assertThat(second.and(first).and(offered).runnerId()).isEqualTo(SECOND);
    }

    @Test
    void olderNewsWithoutAVersionAreTakenAsTheyComeAndGiveWayToTheOthers() {
        BookingUpdate first = BookingUpdate.of(accepted(FIRST, null, LATE));
        BookingUpdate second = BookingUpdate.of(accepted(SECOND, null, LATE.minusSeconds(40)));
        assertThat(first.and(second).runnerId()).isEqualTo(SECOND);
        assertThat(runner(FIRST, EARLY).and(second).runnerId()).isEqualTo(FIRST);
        assertThat(second.and(runner(FIRST, EARLY)).runnerId()).isEqualTo(FIRST);
    }

    private static BookingAccepted accepted(UUID runner, @Nullable Integer version, Instant at) {
        return new BookingAccepted(BOOKING, "BK-1", runner, OWNER, 3.1, 101.6, 3.2, 101.7, version, at);
    }

    private static BookingRequested reoffered(int version, Instant at) {
        return new BookingRequested(
                BOOKING,
                "BK-1",
                OWNER,
                PetType.CAT,
                "Milo",
                3.1,
                101.6,
                3.2,
                101.7,
                2210,
                "MYR",
                null,
                true,
                version,
                at);
    }
}
