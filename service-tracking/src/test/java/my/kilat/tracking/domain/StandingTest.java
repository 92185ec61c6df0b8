package my.kilat.tracking.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import my.kilat.contract.event.UnattendedStop;
import my.kilat.platform.geo.Position;
import my.kilat.tracking.domain.Sighting.Leg;
import my.kilat.tracking.domain.Sighting.Subject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a vehicle has stood for too long with a pet aboard. */
class StandingTest {
    /** 18:00 in Kuala Lumpur. */
    private static final Instant EVENING = Instant.parse("2026-02-12T10:00:00Z");

    private static final StopRules RULES =
            new StopRules(Duration.ofMinutes(10), Duration.ofMinutes(5), 11, 16, ZoneId.of("Asia/Kuala_Lumpur"));
    private static final Position PICKUP = new Position(3.139, 101.6869);
    private static final Position DROPOFF = new Position(3.15, 101.71);
    private static final Position ON_THE_WAY = new Position(3.145, 101.7);
    private static final Position NEARBY = new Position(3.1458, 101.7);
    private static final Position FURTHER_ON = new Position(3.147, 101.703);

    /** What has been told of one trip, look by look. */
    private static final class Trip {
        private final boolean temperatureControlled;
        private @Nullable Instant pickedUpAt = EVENING.minusSeconds(600);
        private Leg leg = Leg.TO_DROPOFF;
        private @Nullable Position last;
        private @Nullable Instant lastAt;
        private @Nullable Standing standing;

        Trip(boolean temperatureControlled) {
            this.temperatureControlled = temperatureControlled;
        }

        Trip at(Position place, Instant when) {
            last = place;
            lastAt = when;
            told(when);
            return this;
        }

        boolean told(Instant now) {
            return event(now) != null;
        }

        @Nullable
        UnattendedStop event(Instant now) {
            Journey journey = new Journey(new UUID(0, 2), PICKUP, DROPOFF, null, true, temperatureControlled, 1, 1);
            Subject subject = new Subject(new UUID(0, 1), new UUID(0, 2), "BK-7QK2MX", new UUID(0, 3), new UUID(0, 4));
            Sighting seen = new Sighting(subject, leg, journey, last, lastAt, null, null);
            standing = Standing.after(standing, seen).orElse(null);
            if (standing == null) {
                return null;
            }
            UnattendedStop told = standing.told(seen, pickedUpAt, RULES, now).orElse(null);
            if (told != null) {
                standing = standing.toldAt(now);
            }
            return told;
        }
    }

    private static Instant minute(double minutes) {
        return EVENING.plusSeconds(Math.round(minutes * 60));
    }

    private static Trip standingFrom(Instant begin) {
        return new Trip(false).at(ON_THE_WAY, begin).at(NEARBY, begin.plusSeconds(90));
    }

    @Test
    void aStopIsToldOnceThoughNoPositionCameSince() {
        Trip trip = standingFrom(EVENING);
        assertThat(trip.told(minute(9.9))).isFalse();
        UnattendedStop told = trip.event(minute(10));
        assertThat(told).isNotNull();
        assertThat(told.standingSince()).isEqualTo(EVENING);
        assertThat(told.latitude()).isEqualTo(ON_THE_WAY.latitude());
        assertThat(told.inHeat()).isFalse();
        assertThat(trip.told(minute(11))).isFalse();
        assertThat(trip.told(minute(60))).isFalse();
    }

    @Test
    void onlyAStopAfterThatIsToldAgain() {
        Trip trip = standingFrom(EVENING);
        assertThat(trip.told(minute(10))).isTrue();
        trip.at(NEARBY, minute(12));
        assertThat(trip.told(minute(25))).isFalse();
        trip.at(FURTHER_ON, minute(26)).at(FURTHER_ON, minute(30));
        assertThat(trip.told(minute(35.9))).isFalse();
        assertThat(trip.told(minute(36))).isTrue();
    }

    @Test
    void aPhoneThatFallsSilentOnTheWayDoesNotStand() {
        Trip trip = new Trip(false).at(ON_THE_WAY, EVENING).at(NEARBY, minute(0.5));
        assertThat(trip.told(minute(60))).isFalse();
        trip.at(FURTHER_ON, minute(61));
        assertThat(trip.told(minute(90))).isFalse();
    }

    @Test
    void anEarlierPositionThatComesLateChangesNothing() {
        Trip trip = standingFrom(EVENING);
        trip.at(FURTHER_ON, minute(-5));
        trip.at(NEARBY, minute(3));
        assertThat(trip.told(minute(10))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"3.1401, 101.6869", "3.1489, 101.71"})
    void whoWaitsAtAStopOfTheRideMayWait(double latitude, double longitude) {
        Position there = new Position(latitude, longitude);
        Trip trip = new Trip(false).at(there, EVENING).at(there, minute(5));
        assertThat(trip.told(minute(60))).isFalse();
    }

    @Test
    void timeCountsFromThePickUpAndOnlyWithThePetAboard() {
        Trip trip = standingFrom(EVENING);
        trip.leg = Leg.TO_PICKUP;
        trip.pickedUpAt = null;
        assertThat(trip.told(minute(30))).isFalse();
        trip.leg = Leg.TO_DROPOFF;
        trip.pickedUpAt = minute(31);
        assertThat(trip.told(minute(40.9))).isFalse();
        UnattendedStop told = trip.event(minute(41));
        assertThat(told).isNotNull();
        assertThat(told.standingSince()).isEqualTo(minute(31));
    }

    /** Times of Kuala Lumpur. */
    @ParameterizedTest
    @CsvSource({
        "12:00, 12:05, true",
        "11:00, 11:05, true",
        "10:58, 11:05, true",
        "10:54, 11:04, false",
        "10:30, 10:40, false",
        "15:55, 16:00, true",
        "15:56, 16:06, false",
        "23:55, 00:05, false"
    })
    void withinTheHotHoursLessIsAllowed(String since, String limit, boolean inHeat) {
        StopRules.Limit found = RULES.limit(time(since), false);
        assertThat(found.at().atZone(RULES.zone()).toLocalTime()).hasToString(limit);
        assertThat(found.inHeat()).isEqualTo(inHeat);
        assertThat(RULES.limit(time(since), true))
                .as("with temperature control")
                .isEqualTo(new StopRules.Limit(time(since).plus(Duration.ofMinutes(10)), false));
    }

    private static Instant time(String time) {
        return Instant.parse("2026-02-12T" + time + ":00+08:00");
    }

    @Test
    void aRideWithoutTemperatureControlIsToldOfSoonerInTheHeat() {
        Instant noon = time("12:00");
        Trip trip = new Trip(false);
        trip.pickedUpAt = noon.minusSeconds(600);
        trip.at(ON_THE_WAY, noon).at(ON_THE_WAY, noon.plusSeconds(60));
        UnattendedStop told = trip.event(noon.plusSeconds(300));
        assertThat(told).isNotNull();
        assertThat(told.inHeat()).isTrue();

        Trip cool = new Trip(true);
        cool.pickedUpAt = noon.minusSeconds(600);
        cool.at(ON_THE_WAY, noon).at(ON_THE_WAY, noon.plusSeconds(60));
        assertThat(cool.told(noon.plusSeconds(599))).isFalse();
        assertThat(cool.told(noon.plusSeconds(600))).isTrue();
    }
}
