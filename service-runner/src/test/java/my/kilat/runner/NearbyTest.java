package my.kilat.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import my.kilat.contract.identity.Role;
import my.kilat.platform.fixture.ApiClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The search for runners around a place, held against a search that measures the way to each and every one. */
class NearbyTest {
    private static Stage stage;

    @BeforeAll
    static void start() {
        stage = Stage.open();
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    private static ApiClient.Answer search(double latitude, double longitude, String more) {
        return stage.as(Role.OWNER)
                .get("/api/v1/runners/nearby?latitude=" + latitude + "&longitude=" + longitude + more)
                .expect(200);
    }

    /** Runners made directly in the database, some of them offline. */
    private static void crowd(int runners, double latitude, double longitude, double spread, long seed) {
        stage.database.useHandle(handle -> {
            handle.execute("select setseed(?)", new Random(seed).nextDouble());
            handle.execute("""
                    create temp table crowd as
                    select gen_random_uuid() as id, gen_random_uuid() as user_id, random() < 0.8 as online,
                           greatest(-90, least(90, ? + (random() - 0.5) * ?)) as latitude,
                           ? + (random() - 0.5) * ? as longitude
                    from generate_series(1, ?)""", latitude, spread, longitude, spread, runners);
            handle.execute("""
                    update crowd set longitude = longitude - 360 where longitude > 180;
                    update crowd set longitude = longitude + 360 where longitude < -180;
                    insert into runner (id, user_id, full_name, phone, vehicle_type, vehicle_plate, vehicle_model,
                                        air_conditioned, created_at)
                    select id, user_id, 'One of many', '+60111111111', 'car', 'W 1', 'Myvi', true, now() from crowd;
                    insert into runner_duty (user_id, profile_id, status)
                    select user_id, id, case when online then 'active' else 'inactive' end from crowd;
                    insert into runner_place (user_id, visible, place, located_at)
                    select user_id, online, st_point(longitude, latitude)::geography, now() from crowd;
                    drop table crowd""");
        });
    }

    private record Found(UUID user, double kilometres) {}

    /** Measures the way to every runner who is online. */
    private static List<Found> bruteForce(double latitude, double longitude, double radiusKm) {
        return stage.database.withHandle(handle -> handle.select(
                        """
                        select p.user_id, st_distance(p.place, st_point(?, ?)::geography, true) / 1000 as km
                        from runner_place p join runner_duty d using (user_id)
                        where d.status = 'active'
                          and st_distance(p.place, st_point(?, ?)::geography, true) <= ? * 1000
                        order by km, p.user_id limit 20""", longitude, latitude, longitude, latitude, radiusKm)
                .map((row, context) -> new Found(row.getObject(1, UUID.class), row.getDouble(2)))
                .list());
    }

    private static void compare(double latitude, double longitude, double radiusKm) {
        List<Found> expected = bruteForce(latitude, longitude, radiusKm);
        List<Found> found = new ArrayList<>();
        for (JsonNode runner :
                search(latitude, longitude, "&radius_km=" + radiusKm).data()) {
            found.add(new Found(
                    UUID.fromString(runner.path("user_id").asText()),
                    runner.path("distance_km").asDouble()));
        }
        assertThat(found)
                .extracting(Found::user)
                .containsExactlyElementsOf(expected.stream().map(Found::user).toList());
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i).kilometres())
                    .isCloseTo(expected.get(i).kilometres(), org.assertj.core.data.Offset.offset(0.000_001));
        }
    }

    @Test
    void theAnswerIsThatOfMeasuringEveryWay() {
        crowd(3_000, 3.139, 101.6869, 1.0, 1);
        Random random = new Random(7);
        for (int i = 0; i < 60; i++) {
            compare(
                    2.6 + random.nextDouble(),
                    101.2 + random.nextDouble(),
                    List.of(0.05, 0.7, 5.0, 10.0, 50.0).get(i % 5));
        }
    }

    /** Far from the equator sphere and spheroid disagree about who is nearer. */
    @Test
    void theAnswerIsThatOfTheSpheroidEverywhere() {
        crowd(400, 60, 25, 1.0, 2);
        crowd(400, -17, 180, 1.0, 3);
        crowd(400, 89.9, 0, 0.2, 4);
        for (double radius : new double[] {3, 20, 50}) {
            compare(60.01, 25.01, radius);
            compare(-17, 179.99, radius);
            compare(-17, -179.99, radius);
            compare(90, 77, radius);
            compare(89.9, 0, radius);
        }
    }

    @Test
    void theRadiusIs5KilometresUnlessSaidAndNeverMoreThan50() {
        // One degree along the equator is 111.319 km.
        UUID at4 = stage.newRunnerAt(0, 4 / 111.319);
        UUID at6 = stage.newRunnerAt(0, 6 / 111.319);
        UUID at49 = stage.newRunnerAt(0, 49 / 111.319);
        UUID at51 = stage.newRunnerAt(0, 51 / 111.319);
        assertThat(search(0, 0, "").text())
                .contains(at4.toString())
                .doesNotContain(at6.toString(), at49.toString(), at51.toString());
        assertThat(search(0, 0, "&radius_km=").text()).contains(at4.toString()).doesNotContain(at6.toString());
        assertThat(search(0, 0, "&radius_km=6.5").text())
                .contains(at4.toString(), at6.toString())
                .doesNotContain(at49.toString());
        assertThat(search(0, 0, "&radius_km=1000").text())
                .contains(at49.toString())
                .doesNotContain(at51.toString());
    }

    @Test
    void othersSeeEverythingButThePhoneNumber() {
        UUID user = stage.newRunner();
        stage.runner(user)
                .post(
                        "/api/v1/runners/me/crates",
                        Map.of("size", "small", "pet_types", List.of("cat"), "max_weight_kg", 5))
                .expect(201);
        stage.goOnline(user, -30, 20);
        JsonNode found = search(-30.01, 20, "").data();
        assertThat(found).hasSize(1);
        JsonNode runner = found.get(0);
        assertThat(runner.path("phone").isTextual()).isTrue();
        assertThat(runner.path("phone").asText()).isEmpty();
        assertThat(runner.path("vehicle_plate").asText()).isEqualTo("WXY 1234");
        assertThat(runner.path("crate_specs")).hasSize(1);
        assertThat(runner.path("session_status").asText()).isEqualTo("active");
        assertThat(runner.path("rating").isNumber()).isTrue();
        assertThat(runner.path("distance_km").isNumber()).isTrue();
        assertThat(runner.path("distance_km").asDouble()).isBetween(1.1, 1.12);
        assertThat(runner.path("distance_km").asText()).matches("\\d+\\.\\d{3,}");
    }

    @Test
    void twentyAreShownTheNearestFirst() {
        for (int i = 25; i > 0; i--) {
            stage.newRunnerAt(-40 + i / 1000.0, 20);
        }
        List<Double> kilometres = new ArrayList<>();
        search(-40, 20, "&radius_km=50")
                .data()
                .forEach(runner -> kilometres.add(runner.path("distance_km").asDouble()));
        assertThat(kilometres).hasSize(20).isSorted();
        assertThat(kilometres.getLast()).isBetween(2.2, 2.23);
    }

    @Test
    void whereNobodyIsTheListIsEmpty() {
        assertThat(search(-60, -60, "&radius_km=50").text()).isEqualTo("{\"success\":true,\"data\":[]}");
    }

    @ParameterizedTest
    @EnumSource
    void everybodyMayLook(Role role) {
        stage.as(role).get("/api/v1/runners/nearby?latitude=3&longitude=101").expect(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?latitude=3",
                "?longitude=101",
                "?latitude=&longitude=101",
                "?latitude=x&longitude=101",
                "?latitude=90.1&longitude=101",
                "?latitude=3&longitude=-181",
                "?latitude=NaN&longitude=101",
                "?latitude=Infinity&longitude=101",
                "?latitude=3&longitude=101&radius_km=0",
                "?latitude=3&longitude=101&radius_km=-0",
                "?latitude=3&longitude=101&radius_km=-5",
                "?latitude=3&longitude=101&radius_km=NaN",
                "?latitude=3&longitude=101&radius_km=far",
                "?latitude=1e400&longitude=101"
            })
    void whatIsNoPlaceIsRefused(String query) {
        assertThat(stage.as(Role.OWNER)
                        .get("/api/v1/runners/nearby" + query)
                        .expect(400)
                        .error())
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "90, 180", "-90, -180", "0, -180"})
    void theEdgesOfTheMapArePlaces(double latitude, double longitude) {
        search(latitude, longitude, "&radius_km=0.0001");
    }
}
