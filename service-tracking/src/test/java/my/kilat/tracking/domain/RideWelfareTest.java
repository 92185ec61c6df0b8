package my.kilat.tracking.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import my.kilat.contract.tracking.WelfareSummary;
import my.kilat.platform.geo.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the positions of a ride say of how a pet was carried. */
class RideWelfareTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Kuala_Lumpur");
    private static final StopRules RULES = new StopRules(Duration.ofMinutes(10), Duration.ofMinutes(5), 11, 16, ZONE);
    private static final Position PICKUP = new Position(3.1, 101.7);
    private static final Position DROPOFF = new Position(3.2, 101.7);
    private static final Instant NOON = Instant.parse("2026-02-12T12:00:00+08:00");

    private static RideWelfare ride(boolean temperatureControlled) {
        return new RideWelfare(Journey.told(new UUID(0, 1), PICKUP, DROPOFF, null, temperatureControlled, 1), RULES);
    }

    private static Position north(double metres) {
        return new Position(PICKUP.latitude() + metres / 111_195, PICKUP.longitude());
    }

    private static Instant minute(double minutes) {
        return NOON.plusSeconds(Math.round(minutes * 60));
    }

    /** Ten minutes at the pickup; four on the way; one at a traffic light; six on the way; three at the drop-off. */
    private static WelfareSummary summary(RideWelfare ride, double speed) {
        ride.add(north(0), minute(-10), 0);
        ride.add(north(20), minute(0), 0);
        ride.add(north(1_000), minute(2), speed);
        ride.add(north(1_050), minute(4), 0);
        ride.add(north(1_010), minute(6), 0);
        ride.add(north(2_000), minute(7), speed);
        ride.add(north(2_010), minute(8), 0);
        ride.add(north(3_000), minute(9), speed / 2);
        ride.add(north(3_000), minute(15), 0);
        ride.add(DROPOFF, minute(27), 0);
        ride.add(DROPOFF, minute(30), 0);
        return ride.summary();
    }

    @Test
    void stopsOnTheWayAreCounted() {
        WelfareSummary summary = summary(ride(false), 64.2);
        assertThat(summary.stops()).isEqualTo(2);
        assertThat(summary.stoppedMinutes()).isEqualTo(10);
        assertThat(summary.longestStopMinutes()).isEqualTo(6);
        assertThat(summary.heatMinutes()).isEqualTo(10);
        assertThat(summary.minutes()).isEqualTo(40);
        assertThat(summary.highestKmh()).isEqualTo(64.2);
        assertThat(summary.distanceKm()).isBetween(11.1, 11.3);
        assertThat(summary.meanKmh()).isEqualTo(Math.round(summary.distanceKm() / 40 * 600) / 10.0);
    }

    @Test
    void withTemperatureControlThereIsNoHeat() {
        assertThat(summary(ride(true), 0).heatMinutes()).isZero();
    }

    @Test
    void withoutReportedSpeedsTheyAreDerived() {
        // 990 metres in a minute
        assertThat(summary(ride(false), 0).highestKmh()).isBetween(59.0, 60.0);
    }

    @Test
    void aRideWithoutPositionsHasNothing() {
        assertThat(ride(false).summary()).isEqualTo(new WelfareSummary(0, 0, 0, 0, 0, 0, 0, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "10:00, 10:30, 0",
        "10:30, 11:10, 10",
        "12:00, 12:07, 7",
        "15:50, 17:00, 10",
        "10:00, 17:00, 300",
        "16:00, 16:30, 0"
    })
    void onlyTheHotHoursAreHot(String from, String until, int minutes) {
        assertThat(RULES.hotPart(time(from), time(until))).isEqualTo(Duration.ofMinutes(minutes));
    }

    @Test
    void everyDayHasItsHotHours() {
        assertThat(RULES.hotPart(time("15:00"), time("12:00").plus(Duration.ofDays(2))))
                .isEqualTo(Duration.ofHours(1 + 5 + 1));
    }

    private static Instant time(String time) {
        return Instant.parse("2026-02-12T" + time + ":00+08:00");
    }
}
