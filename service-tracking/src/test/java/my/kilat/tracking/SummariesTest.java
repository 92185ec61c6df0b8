package my.kilat.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import my.kilat.contract.event.ConfirmedBy;
import my.kilat.contract.event.EventType;
import my.kilat.contract.event.Topic;
import my.kilat.platform.fixture.TestService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A trip that has ended is summarised once, by its path as it was recorded, and only then is the path simplified. */
class SummariesTest {
    private Tracking tracking;

    @BeforeEach
    void start() {
        tracking = Tracking.start(Map.of("WAYPOINT_SIMPLIFICATION", "50ms"));
    }

    @AfterEach
    void stop() {
        tracking.close();
    }

    @Test
    void aTripIsSummarisedOnceBeforeItsPathIsSimplified() {
        try (TestService another = tracking.another()) {
            Ride ride = tracking.underWay();
            tracking.applied(tracking.events().publish(ride.pickedUp(10)));
            Instant start = ride.minute(11);
            // On a straight line, where simplification leaves nothing of the stop.
            tracking.moved(ride, 3.141, 101.69, start);
            tracking.moved(ride, 3.142, 101.69, start.plusSeconds(60));
            tracking.moved(ride, 3.142, 101.69, start.plusSeconds(300));
            tracking.moved(ride, 3.143, 101.69, start.plusSeconds(360));
            tracking.moved(ride, 3.144, 101.69, start.plusSeconds(420));
            tracking.events().publish(ride.delivered(ConfirmedBy.RUNNER, 30));
            tracking.events().await(EventType.TRACKING_COMPLETED, ride.booking());
            tracking.service().clock().advance(Duration.ofMinutes(3));
            another.clock().advance(Duration.ofMinutes(3));
            JsonNode summary = tracking.events()
                    .await(EventType.TRIP_SUMMARISED, ride.booking())
                    .data()
                    .path("summary");
            assertThat(summary.path("stops").asInt()).isEqualTo(1);
            assertThat(summary.path("longest_stop_minutes").asDouble()).isEqualTo(4);
            assertThat(summary.path("minutes").asDouble()).isEqualTo(7);
            assertThat(summary.path("highest_kmh").asDouble()).isEqualTo(42.5);
            Tracking.await("a simplified path")
                    .until(() -> tracking.rows("select id from waypoint").size() == 2);
            assertThat(tracking.events().types(Topic.TRIP, ride.booking())).containsOnlyOnce("trip.summarised");
        }
    }

    @Test
    void aTripWithoutAPetAboardHasNoSummary() {
        Ride ride = tracking.underWay();
        tracking.moved(ride, 3.141, 101.69, ride.minute(2));
        tracking.applied(tracking.events().publish(ride.cancelled(5)));
        tracking.service().clock().advance(Duration.ofMinutes(3));
        Tracking.await("that it is done")
                .until(() -> tracking.rows("select is_summarised from trip").equals(List.of("t")));
        assertThat(tracking.events().types(Topic.TRIP, ride.booking())).doesNotContain("trip.summarised");
    }

    /** Also if the database says that it is only this one, as when each try takes longer than a statement may. */
    @ParameterizedTest
    @ValueSource(strings = {"P0001", "57014"})
    void aTripThatCannotBeSummarisedKeepsNoOtherWaitingAndIsTriedAgain(String sqlState) {
        Ride broken = carrying();
        Ride other = carrying();
        tracking.change("create function refuse() returns trigger language plpgsql as"
                + " $$ begin raise exception 'refused' using errcode = '" + sqlState + "'; end $$");
        tracking.change("create trigger refuse before update on trip for each row when (new.is_summarised"
                + " and old.booking_id = '" + broken.booking() + "') execute function refuse()");
        ended(broken, 10);
        ended(other, 20);
        tracking.service().clock().advance(Duration.ofMinutes(3));
        tracking.events().await(EventType.TRIP_SUMMARISED, other.booking());
        String trip = tracking.rows("select id from trip where booking_id = '" + broken.booking() + "'")
                .getFirst();
        Tracking.await("the alarm").until(() -> tracking.alarm("trip-summaries").contains(trip));
        assertThat(tracking.events().types(Topic.TRIP, broken.booking())).doesNotContain("trip.summarised");

        tracking.change("drop trigger refuse on trip");
        tracking.events().await(EventType.TRIP_SUMMARISED, broken.booking());
        Tracking.await("its end").until(() -> tracking.alarm("trip-summaries").isEmpty());
        assertThat(tracking.events().types(Topic.TRIP, broken.booking())).containsOnlyOnce("trip.summarised");
    }

    /** A ride with a pet aboard. */
    private Ride carrying() {
        Ride ride = tracking.underWay();
        tracking.applied(tracking.events().publish(ride.pickedUp(2)));
        tracking.moved(ride, 3.141, 101.69, ride.minute(3));
        tracking.moved(ride, 3.142, 101.69, ride.minute(4));
        return ride;
    }

    private void ended(Ride ride, int minute) {
        tracking.events().publish(ride.delivered(ConfirmedBy.RUNNER, minute));
        tracking.events().await(EventType.TRACKING_COMPLETED, ride.booking());
    }
}
