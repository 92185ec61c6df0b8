package my.kilat.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import my.kilat.contract.event.ConfirmedBy;
import my.kilat.contract.event.EventType;
import my.kilat.contract.event.Topic;
import my.kilat.contract.identity.Role;
import my.kilat.platform.fixture.EventProbe;
import my.kilat.platform.time.Times;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Trips begin and end with the bookings they belong to, whatever order the news comes in. */
class TripsTest {
    private static Tracking tracking;
    private static EventProbe events;

    @BeforeAll
    static void start() {
        tracking = Tracking.start();
        events = tracking.events();
    }

    @AfterAll
    static void stop() {
        tracking.close();
    }

    private static List<String> told(Ride ride) {
        return events.types(Topic.TRACKING, ride.booking());
    }

    @Test
    void aRideFromAcceptanceToDelivery() {
        Ride ride = Ride.any();
        events.publish(ride.requested());
        events.publish(ride.accepted(1));
        events.publish(ride.pickedUp(5));
        events.publish(ride.inProgress(5));
        JsonNode started =
                events.await(EventType.TRACKING_STARTED, ride.booking()).data();
        assertThat(started.path("runner_id").asText()).isEqualTo(ride.runner().toString());
        assertThat(started.path("owner_id").asText()).isEqualTo(ride.owner().toString());
        assertThat(started.path("booking_number").asText()).isEqualTo(ride.number());
        assertThat(started.path("started_at").asText()).isEqualTo(Times.format(ride.minute(1)));

        JsonNode underWay = tracking.track(ride);
        assertThat(underWay.path("id").asText())
                .isEqualTo(started.path("track_id").asText());
        assertThat(underWay.path("status").asText()).isEqualTo("active");
        assertThat(underWay.path("waypoints")).isEmpty();
        assertThat(underWay.has("completed_at")).isFalse();

        tracking.moved(ride, 3.139, 101.6869, ride.minute(6));
        tracking.moved(ride, 3.15, 101.71, ride.minute(7));
        events.publish(ride.delivered(ConfirmedBy.RUNNER, 20));
        JsonNode ended =
                events.await(EventType.TRACKING_COMPLETED, ride.booking()).data();
        assertThat(ended.path("track_id")).isEqualTo(started.path("track_id"));
        assertThat(ended.path("total_distance_km").asDouble()).isEqualTo(2.841);
        assertThat(ended.path("completed_at").asText()).isEqualTo(Times.format(ride.minute(20)));
        assertThat(ended.path("owner_id").asText()).isEqualTo(ride.owner().toString());
        assertThat(ended.path("booking_number").asText()).isEqualTo(ride.number());

        events.publish(ride.delivered(ConfirmedBy.OWNER, 30));
        tracking.applied(events.publish(ride.completed(31)));
        JsonNode after = tracking.track(ride);
        assertThat(after.path("status").asText()).isEqualTo("completed");
        assertThat(after.path("total_distance_km").asDouble()).isEqualTo(2.841);
        assertThat(after.path("completed_at").asText()).isEqualTo(Times.format(ride.minute(20)));
        assertThat(after.path("waypoints")).hasSize(2);
        assertThat(told(ride).stream().filter(type -> !type.equals("tracking.updated")))
                .containsExactly("tracking.started", "tracking.completed");
    }

    @Test
    void aDeliveryThatIsToldBeforeItsAcceptance() {
        Ride ride = Ride.any();
        events.publish(ride.delivered(ConfirmedBy.RUNNER, 20));
        tracking.applied(events.publish(ride.accepted(1)));
        events.await(EventType.TRACKING_COMPLETED, ride.booking());
        assertThat(told(ride)).containsExactly("tracking.started", "tracking.completed");
        assertThat(tracking.track(ride).path("status").asText()).isEqualTo("completed");
        assertThat(tracking.trips(ride.booking())).containsExactly("completed");
    }

    @Test
    void theSameAndEqualNewsAgainChangeNothing() {
        Ride ride = Ride.any();
        UUID acceptance = UUID.randomUUID();
        UUID delivery = UUID.randomUUID();
        for (int i = 0; i < 2; i++) {
            events.publish(ride.requested());
            events.publish(acceptance, ride.accepted(1));
            events.publish(ride.accepted(1));
        }
        for (int i = 0; i < 2; i++) {
            events.publish(delivery, ride.delivered(ConfirmedBy.RUNNER, 20));
            events.publish(ride.delivered(ConfirmedBy.OWNER, 25));
        }
        events.publish(ride.accepted(1));
        tracking.applied(events.publish(ride.cancelled(40)));
        events.await(EventType.TRACKING_COMPLETED, ride.booking());
        assertThat(told(ride)).containsExactly("tracking.started", "tracking.completed");
        assertThat(tracking.trips(ride.booking())).containsExactly("completed");
    }

    @Test
    void aCancelledRideIsNeitherCompletedNorBegunAgain() {
        Ride ride = tracking.underWay();
        tracking.moved(ride, 3.139, 101.6869, ride.minute(2));
        events.publish(ride.cancelled(10));
        events.publish(ride.accepted(1));
        tracking.applied(events.publish(ride.delivered(ConfirmedBy.RUNNER, 20)));
        JsonNode track = tracking.track(ride);
        assertThat(track.path("status").asText()).isEqualTo("cancelled");
        assertThat(track.has("completed_at")).isFalse();
        assertThat(tracking.trips(ride.booking())).containsExactly("cancelled");
        assertThat(told(ride)).containsExactly("tracking.started", "tracking.updated");
    }

    @Test
    void aCancellationThatIsToldBeforeTheAcceptanceLetsNoTripBegin() {
        Ride ride = Ride.any();
        events.publish(ride.cancelled(10));
        tracking.applied(events.publish(ride.accepted(1)));
        assertThat(tracking.trips(ride.booking())).isEmpty();
        tracking.as(Role.OWNER, ride.owner())
                .get("/api/v1/tracking/" + ride.booking())
                .expect(404);
        tracking.as(Role.RUNNER, ride.runner())
                .get("/api/v1/tracking/" + ride.booking() + "/route")
                .expect(200);
    }

    @Test
    void afterADeclineTheNextRunnerHasATripOfHisOwn() {
        Ride ride = tracking.underWay();
        tracking.moved(ride, 3.139, 101.6869, ride.minute(2));
        Ride next = ride.with(UUID.randomUUID());
        tracking.applied(events.publish(ride.reoffered(3)));
        assertThat(tracking.track(ride).path("status").asText()).isEqualTo("cancelled");
        tracking.as(Role.RUNNER, ride.runner())
                .get("/api/v1/tracking/" + ride.booking())
                .expect(403);

        tracking.applied(events.publish(next.accepted(6)));
        JsonNode track = tracking.track(next);
        assertThat(track.path("status").asText()).isEqualTo("active");
        assertThat(track.path("runner_id").asText()).isEqualTo(next.runner().toString());
        assertThat(track.path("waypoints"))
                .as("the way of the first runner is not the second one's")
                .isEmpty();
        tracking.as(Role.RUNNER, next.runner())
                .get("/api/v1/tracking/" + ride.booking())
                .expect(200);
        tracking.as(Role.RUNNER, ride.runner())
                .get("/api/v1/tracking/" + ride.booking())
                .expect(403);
        assertThat(tracking.trips(ride.booking())).containsExactly("cancelled", "active");
    }

    @Test
    void aRideWhoseAcceptanceIsNeverToldIsFollowedFromThePickUpAndEndsWithTheCompletion() {
        Ride ride = Ride.any();
        events.publish(ride.pickedUp(5));
        events.await(EventType.TRACKING_STARTED, ride.booking());
        tracking.applied(events.publish(ride.completed(30)));
        events.await(EventType.TRACKING_COMPLETED, ride.booking());
        assertThat(tracking.track(ride).path("status").asText()).isEqualTo("completed");
    }

    @Test
    void newsThatMakesNoSenseGoesToTheDeadLettersAndHoldsUpNothing() {
        String key = UUID.randomUUID().toString();
        events.send(
                Topic.BOOKING.wireName(),
                key,
                "{\"id\":\"%s\",\"type\":\"booking.accepted\",\"time\":\"%s\",\"data\":{\"booking_id\":\"%s\"}}"
                        .formatted(UUID.randomUUID(), Times.format(Instant.now()), key)
                        .getBytes());
        tracking.underWay();
        events.await(
                "the dead letter",
                seen -> seen.topic().equals(Topic.BOOKING.deadLetters())
                        && seen.key().equals(key));
    }
}
