package my.kilat.booking.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import my.kilat.contract.booking.BookingStatus;
import my.kilat.platform.failure.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusFilterTest {

    @ParameterizedTest
    @EnumSource(BookingStatus.class)
    void everyStateIsAFilter(BookingStatus status) {
        assertThat(StatusFilter.of(status.word()).statuses()).containsExactly(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"picked_up", "in_transit", "delivery_in_progress"})
    void aPetUnderWayHasManyNames(String word) {
        assertThat(StatusFilter.of(word).statuses()).containsExactly(BookingStatus.IN_PROGRESS);
    }

    @Test
    void activeIsWhateverIsNotOver() {
        assertThat(StatusFilter.of("active").statuses())
                .containsExactlyInAnyOrder(
                        BookingStatus.REQUESTED,
                        BookingStatus.ACCEPTED,
                        BookingStatus.IN_PROGRESS,
                        BookingStatus.DELIVERED);
        assertThat(StatusFilter.of("active").isAll()).isFalse();
        assertThat(StatusFilter.ALL.isAll()).isTrue();
    }

    @Test
    void anUnknownWordIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> StatusFilter.of("lost"))
                .isInstanceOf(Failure.Invalid.class)
                .hasMessageContaining("lost")
                .hasMessageContaining("in_progress")
                .hasMessageContaining("active");
    }

    @Test
    void onlyWhatItLetsPassForEverMakesItGrowAlone() {
        assertThat(StatusFilter.ALL.onlyGrows()).isTrue();
        assertThat(StatusFilter.of("completed").onlyGrows()).isTrue();
        assertThat(StatusFilter.of("cancelled").onlyGrows()).isTrue();
        for (String word : java.util.List.of("active", "requested", "accepted", "in_progress", "delivered")) {
            assertThat(StatusFilter.of(word).onlyGrows()).as(word).isFalse();
        }
    }
}
