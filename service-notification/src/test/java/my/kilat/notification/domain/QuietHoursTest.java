package my.kilat.notification.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalTime;
import java.util.Optional;
import my.kilat.platform.failure.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kuala Lumpur is eight hours ahead of UTC all year. */
class QuietHoursTest {
    @ParameterizedTest(name = "{0}-{1} at {2}: {3}")
    @CsvSource({
        // over midnight
        "22:00, 07:00, 2026-02-12T13:59:59Z,",
        "22:00, 07:00, 2026-02-12T14:00:00Z, 2026-02-12T23:00:00Z",
        "22:00, 07:00, 2026-02-12T16:30:00Z, 2026-02-12T23:00:00Z",
        "22:00, 07:00, 2026-02-12T22:59:59Z, 2026-02-12T23:00:00Z",
        "22:00, 07:00, 2026-02-12T23:00:00Z,",
        "22:00, 07:00, 2026-02-28T15:59:00Z, 2026-02-28T23:00:00Z",
        // within a day
        "12:30, 14:00, 2026-02-12T04:29:59Z,",
        "12:30, 14:00, 2026-02-12T04:30:00Z, 2026-02-12T06:00:00Z",
        "12:30, 14:00, 2026-02-12T06:00:00Z,",
        // from or until midnight
        "00:00, 06:00, 2026-02-12T16:00:00Z, 2026-02-12T22:00:00Z",
        "20:00, 00:00, 2026-02-12T15:59:59Z, 2026-02-12T16:00:00Z",
        "20:00, 00:00, 2026-02-12T16:00:00Z,",
    })
    void theyEndAtTheNextEnd(LocalTime start, LocalTime end, Instant moment, Instant ends) {
        assertThat(new QuietHours(start, end).endIfWithin(moment)).isEqualTo(Optional.ofNullable(ends));
    }

    @Test
    void theyLastSomeTimeAndNotTheWholeDay() {
        assertThatThrownBy(() -> new QuietHours(LocalTime.NOON, LocalTime.NOON)).isInstanceOf(Failure.Invalid.class);
    }
}
