package my.kilat.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import my.kilat.contract.event.EventType;
import my.kilat.contract.identity.Role;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.EventProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The positions that runners send. */
class LocationTest {
    private static Stage stage;

    @BeforeAll
    static void start() {
        stage = Stage.open();
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    private static List<EventProbe.Seen> updates(UUID user) {
        return stage.events.all(EventType.RUNNER_LOCATION_UPDATE, user);
    }

    private static ApiClient.Answer nearby(double latitude, double longitude) {
        return stage.as(Role.OWNER)
                .get("/api/v1/runners/nearby?radius_km=1&latitude=" + latitude + "&longitude=" + longitude)
                .expect(200);
    }

    private static UUID assign(UUID user) {
        UUID booking = UUID.randomUUID();
        stage.events.publish(Stage.accepted(booking, user));
        stage.events.await(
                "the ride of " + user,
                event -> event.type().equals("runner.assigned")
                        && event.data().path("booking_id").asText().equals(booking.toString()));
        return booking;
    }

    @Test
    void aPositionIsToldToEverybody() {
        UUID user = stage.newRunnerAt(3.1, 101.7);
        ApiClient.Answer answer = stage.runner(user)
                .post(
                        "/api/v1/runners/me/location",
                        Map.of("latitude", 3.1466, "longitude", 101.7108, "speed_kmh", 42.5, "heading_degrees", 270))
                .expect(200);
        assertThat(answer.text()).isEqualTo("{\"success\":true,\"data\":{\"message\":\"location updated\"}}");
        var event = stage.events.await(EventType.RUNNER_LOCATION_UPDATE, user);
        JsonNode data = event.data();
        Set<String> fields = new TreeSet<>();
        data.fieldNames().forEachRemaining(fields::add);
        assertThat(fields)
                .containsExactlyInAnyOrder(
                        "runner_id",
                        "latitude",
                        "longitude",
                        "speed_kmh",
                        "heading_degrees",
                        "timestamp",
                        "occurred_at");
        assertThat(data.path("runner_id").asText()).isEqualTo(user.toString());
        assertThat(data.path("latitude").asDouble()).isEqualTo(3.1466);
        assertThat(data.path("longitude").asDouble()).isEqualTo(101.7108);
        assertThat(data.path("speed_kmh").asDouble()).isEqualTo(42.5);
        assertThat(data.path("heading_degrees").asDouble()).isEqualTo(270);
    }

    @Test
    void whatPhonesCallUnknownIs0() {
        UUID user = stage.newRunnerAt(3.1, 101.7);
        stage.runner(user)
                .post(
                        "/api/v1/runners/me/location",
                        Map.of("latitude", 3.1, "longitude", 101.7, "speed_kmh", -3.6, "heading_degrees", -1))
                .expect(200);
        var event = stage.events.await(EventType.RUNNER_LOCATION_UPDATE, user);
        assertThat(event.data().path("speed_kmh").asDouble()).isZero();
        assertThat(event.data().path("heading_degrees").asDouble()).isZero();
    }

    @Test
    void aSearchRightAfterAPositionFindsTheRunnerThere() {
        UUID user = stage.newRunnerAt(5.4, 100.3);
        assertThat(nearby(5.4, 100.3).text()).contains(user.toString());
        stage.post(user, 5.5, 100.3).expect(200);
        assertThat(nearby(5.5, 100.3).text()).contains(user.toString());
        assertThat(nearby(5.4, 100.3).text()).doesNotContain(user.toString());
    }

    @Test
    void whoIsOfflineAndOnNoRideIsToldSo() {
        UUID user = stage.newRunner();
        assertThat(stage.post(user, 3.1, 101.7).expect(400).error())
                .isEqualTo("runner must be online to update location");
        stage.goOnline(user, 3.1, 101.7);
        stage.post(user, 3.1, 101.7).expect(200);
        stage.goOffline(user);
        assertThat(stage.post(user, 3.1, 101.7).status()).isEqualTo(400);
        stage.goOnline(user, 3.1, 101.7);
        stage.post(user, 3.1, 101.7).expect(200);
    }

    @Test
    void whoIsOfflineOnARideIsFollowedWithoutBecomingVisible() {
        UUID user = stage.newRunner();
        UUID booking = assign(user);
        stage.post(user, 2.2, 102.25).expect(200);
        var event = stage.events.await(EventType.RUNNER_LOCATION_UPDATE, user);
        assertThat(event.data().path("booking_id").asText()).isEqualTo(booking.toString());
        assertThat(nearby(2.2, 102.25).data()).isEmpty();
        assertThat(stage.sessionStatus(user)).isEqualTo("inactive");

        stage.events.publish(Stage.completed(booking, user));
        await().until(() -> stage.post(user, 2.2, 102.25).status() == 400);
        assertThat(nearby(2.2, 102.25).data()).isEmpty();
    }

    @Test
    void whoGoesOfflineKeepsTheLastPlaceHidden() {
        UUID user = stage.newRunnerAt(1.5, 103.75);
        stage.post(user, 1.51, 103.75).expect(200);
        assertThat(nearby(1.51, 103.75).text()).contains(user.toString());
        stage.goOffline(user);
        assertThat(nearby(1.51, 103.75).text()).doesNotContain(user.toString());
        assertThat(stage.one(Double.class, "select st_y(place::geometry) from runner_place where user_id = ?", user))
                .isEqualTo(1.51);
    }

    @Test
    void theRideUnderWayIsNamed() {
        UUID user = stage.newRunnerAt(3.1, 101.7);
        UUID first = assign(user);
        UUID second = assign(user);
        stage.post(user, 3.11, 101.7).expect(200);
        stage.events.publish(Stage.completed(first, user));
        await().until(() -> stage.totalTrips(user) == 1);
        stage.post(user, 3.12, 101.7).expect(200);
        await().until(() -> updates(user).size() == 2);
        assertThat(updates(user))
                .extracting(event -> event.data().path("booking_id").asText())
                .containsExactly(first.toString(), second.toString());
    }

    @Test
    void aBurstIsKeptInItsOrder() {
        UUID user = stage.newRunnerAt(3.0, 101.5);
        List<Double> sent = new ArrayList<>();
        IntStream.rangeClosed(1, 50).forEach(i -> {
            sent.add(3.0 + i / 1000.0);
            stage.post(user, 3.0 + i / 1000.0, 101.5).expect(200);
        });
        await().until(() -> updates(user).size() == 50);
        assertThat(updates(user))
                .extracting(event -> event.data().path("latitude").asDouble())
                .containsExactlyElementsOf(sent);
        await().untilAsserted(() -> {
            List<Double> stored = stage.all(
                    Double.class,
                    "select st_y(place::geometry) from position where user_id = ? order by recorded_at offset 1",
                    user);
            assertThat(stored).containsExactlyElementsOf(sent);
        });
        double last = stage.one(Double.class, "select st_y(place::geometry) from runner_place where user_id = ?", user);
        assertThat(last).isEqualTo(3.05);
    }

    @Test
    void anOlderPositionNeverCoversANewerOne() {
        UUID user = stage.newRunnerAt(3.0, 101.5);
        stage.database.useHandle(handle -> handle.execute(
                "update runner_place set arrived_at = now() + interval '1 minute' where user_id = ?", user));
        stage.post(user, 3.2, 101.5).expect(200);
        await().until(() -> stage.one(Integer.class, "select count(*) from position where user_id = ?", user) == 2);
        assertThat(stage.one(Double.class, "select st_y(place::geometry) from runner_place where user_id = ?", user))
                .isEqualTo(3.0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "{\"latitude\":3}",
                "{\"latitude\":90.0001,\"longitude\":101}",
                "{\"latitude\":3,\"longitude\":181}",
                "{\"latitude\":3,\"longitude\":101,\"speed_kmh\":\"fast\"}",
                "{\"latitude\":1e999,\"longitude\":101}",
                "{\"latitude\":NaN,\"longitude\":101}"
            })
    void whatIsNoPositionIsRefused(String body) {
        UUID user = stage.newRunnerAt(3.1, 101.7);
        assertThat(stage.runner(user)
                        .post("/api/v1/runners/me/location", body)
                        .expect(400)
                        .error())
                .isNotEmpty();
    }

    @Test
    void nullMeansUnknown() {
        UUID user = stage.newRunnerAt(3.1, 101.7);
        stage.runner(user)
                .post(
                        "/api/v1/runners/me/location",
                        "{\"latitude\":3,\"longitude\":101,\"speed_kmh\":null,\"heading_degrees\":null}")
                .expect(200);
    }

    @Test
    void polesAndTheDateLineAreOnTheMap() {
        UUID pole = stage.newRunnerAt(90, 0);
        assertThat(nearby(90, 123).text()).contains(pole.toString());
        UUID east = stage.newRunnerAt(-17, 179.999);
        assertThat(nearby(-17, -179.999).text()).contains(east.toString());
    }
}
