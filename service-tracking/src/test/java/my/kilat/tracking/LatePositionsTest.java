package my.kilat.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import my.kilat.contract.event.TrackingUpdated;
import my.kilat.contract.identity.Role;
import my.kilat.platform.fixture.TestTokens;
import my.kilat.platform.time.Times;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Positions that come after newer ones: kept in their place, and never shown as where the runner is. */
class LatePositionsTest {
    private static Tracking tracking;

    @BeforeAll
    static void start() {
        tracking = Tracking.start();
    }

    @AfterAll
    static void stop() {
        tracking.close();
    }

    private static SocketClient open(Ride ride) {
        return SocketClient.open(
                tracking.port(), ride.booking() + "?events=status&token=" + TestTokens.owner(ride.owner()));
    }

    @Test
    void whoFollowsIsNotShownThemAndWhoLooksLaterSeesThemInTheirPlace() {
        Ride ride = tracking.underWay();
        try (SocketClient owner = open(ride)) {
            tracking.moved(ride, 3.1, 101, ride.minute(2));
            tracking.moved(ride, 3.3, 101, ride.minute(4));
            tracking.moved(ride, 3.2, 101, ride.minute(3));
            tracking.moved(ride, 3.4, 101, ride.minute(5));
            Tracking.await("the newest").until(() -> owner.latitudes().contains(3.4));
            assertThat(owner.latitudes()).containsExactly(3.1, 3.3, 3.4);
        }
        try (SocketClient later = open(ride)) {
            tracking.moved(ride, 3.0, 101, ride.minute(1));
            tracking.moved(ride, 3.5, 101, ride.minute(6));
            Tracking.await("the newest").until(() -> later.latitudes().contains(3.5));
            assertThat(later.latitudes()).as("the last one first").containsExactly(3.4, 3.5);
        }
        assertThat(latitudes(ride)).containsExactly(3.0, 3.1, 3.2, 3.3, 3.4, 3.5);
    }

    private static List<Double> latitudes(Ride ride) {
        return tracking.track(ride).path("waypoints").findValues("latitude").stream()
                .map(JsonNode::asDouble)
                .toList();
    }

    @Test
    void severalInOneSecondAreInTheOrderOfTheirFractions() {
        Ride ride = tracking.underWay();
        Instant second = ride.minute(2);
        try (SocketClient owner = open(ride)) {
            tracking.moved(ride, 3.1, 101, second.plusMillis(100));
            tracking.moved(ride, 3.3, 101, second.plusMillis(900));
            tracking.moved(ride, 3.2, 101, second.plusMillis(500));
            tracking.moved(ride, 3.4, 101, second.plusMillis(901));
            Tracking.await("the newest").until(() -> owner.latitudes().contains(3.4));
            assertThat(owner.latitudes()).containsExactly(3.1, 3.3, 3.4);
            assertThat(owner.frames())
                    .filteredOn(frame -> frame.has("latitude"))
                    .extracting(frame -> frame.path("timestamp").asText())
                    .as("clients read whole seconds")
                    .containsOnly(Times.format(second));
        }
        assertThat(latitudes(ride)).containsExactly(3.1, 3.2, 3.3, 3.4);
        assertThat(tracking.track(ride).path("waypoints").findValues("recorded_at"))
                .extracting(JsonNode::asText)
                .containsOnly(Times.format(second));
    }

    @Test
    void aPhoneThatIsAheadOfThisMachineIsShownFromTheFirstOn() {
        Ride ride = tracking.underWay();
        Instant ahead = Instant.now().plusSeconds(100);
        tracking.moved(ride, 3.1, 101, ahead);
        try (SocketClient owner = open(ride)) {
            tracking.moved(ride, 3.0, 101, Instant.now());
            tracking.moved(ride, 3.2, 101, ahead.plusSeconds(1));
            Tracking.await("the newest").until(() -> owner.latitudes().contains(3.2));
            assertThat(owner.latitudes()).containsExactly(3.1, 3.2);
        }
    }

    @Test
    void whereSomebodyIsWhoGaveTheBookingBackIsNotShownAnyMore() {
        Ride ride = tracking.underWay();
        Ride next = ride.with(UUID.randomUUID());
        try (SocketClient owner = open(ride)) {
            tracking.moved(ride, 3.1, 101, ride.minute(2));
            Tracking.await("the first runner").until(() -> owner.latitudes().contains(3.1));
            tracking.events().publish(ride.reoffered(3));
            tracking.applied(tracking.events().publish(next.accepted(6)));
            Tracking.await("the change").until(() -> owner.statuses().contains("accepted > requested"));
            Instant late = ride.minute(30);
            tracking.publishAll(List.of(new TrackingUpdated(
                    UUID.randomUUID(), ride.booking(), ride.runner(), 3.2, 101, 40, 70.0, late, ride.owner(), late)));
            tracking.moved(next, 3.3, 101, ride.minute(7));
            Tracking.await("the next runner").until(() -> owner.latitudes().contains(3.3));
            assertThat(owner.latitudes()).containsExactly(3.1, 3.3);
        }
    }

    /** The first acceptance was at an instance whose clock is forty minutes ahead. */
    @Test
    void theTripIsTheNextRunnersThoughTheFirstAcceptedLaterByTheClock() {
        Ride ride = Ride.any();
        Ride next = ride.with(UUID.randomUUID());
        tracking.events().publish(ride.requested());
        tracking.events().publish(ride.accepted(2, ride.minute(41)));
        tracking.events().publish(ride.reoffered(3, ride.minute(3)));
        tracking.events().publish(next.accepted(4, ride.minute(6)));
        tracking.applied(tracking.events().publish(ride.accepted(2, ride.minute(41))));
        assertThat(tracking.rows("select status from trip where booking_id = '" + ride.booking() + "' order by seq"))
                .containsExactly("cancelled", "active");
        JsonNode track = tracking.track(next);
        assertThat(track.path("runner_id").asText()).isEqualTo(next.runner().toString());
        tracking.moved(next, 3.1, 101, ride.minute(7));
        assertThat(latitudes(next)).containsExactly(3.1);
        tracking.as(Role.RUNNER, next.runner())
                .get("/api/v1/tracking/" + ride.booking())
                .expect(200);
        tracking.applied(tracking.events().publish(ride.reoffered(5, ride.minute(8))));
        assertThat(tracking.track(next).path("runner_id").asText())
                .as("the last one that began, not the one that began last by the clock")
                .isEqualTo(next.runner().toString());
    }
}
