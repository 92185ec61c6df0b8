package my.kilat.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.security.ServiceTokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where runners were at a time that is past, and where the shops are, as the map of the console asks. */
class RunnerTrackTest {
    private static final Instant NOON = Instant.parse("2026-02-12T04:00:00Z");
    private Stage stage;

    @BeforeEach
    void open() {
        stage = Stage.open(TestService.environment(true, Map.of()));
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private ApiClient.Answer ask(String path, Map<String, Object> question) {
        String token = ServiceTokens.from(stage.service.environment(), "console", stage.service.clock())
                .tokenFor("runner");
        return stage.service.client().as(token).post("/internal/v1/" + path, question);
    }

    private void was(UUID runner, Instant at, double latitude) {
        stage.database.useHandle(handle -> handle.execute(
                "insert into position (user_id, recorded_at, place, speed_kmh, heading_degrees)"
                        + " values (?, ?, st_point(101.7, ?)::geography, 30, 0)",
                runner,
                at,
                latitude));
    }

    private List<JsonNode> at(Instant time) {
        Map<String, Object> question = new HashMap<>(Map.of("at", time.toString()));
        List<JsonNode> found = new ArrayList<>();
        while (true) {
            JsonNode page = ask("runners/places-at", question).expect(200).data();
            page.path("items").forEach(found::add);
            if (!page.has("next")) {
                return found;
            }
            question.put("after", page.path("next").asText());
        }
    }

    @Test
    void eachRunnerIsWhereTheLastPositionBeforeThatTimeWas() {
        UUID one = stage.newRunner();
        UUID other = stage.newRunner();
        was(one, NOON.minusSeconds(600), 3.1);
        was(one, NOON.minusSeconds(20), 3.2);
        was(one, NOON.plusSeconds(1), 3.3);
        was(other, NOON.minusSeconds(15 * 60), 3.4);
        assertThat(at(NOON)).singleElement().satisfies(place -> {
            assertThat(place.path("user_id").asText()).isEqualTo(one.toString());
            assertThat(place.path("latitude").asDouble()).isEqualTo(3.2);
            assertThat(place.path("name").asText()).isNotBlank();
        });
        assertThat(at(NOON.minusSeconds(60))).hasSize(2);
        assertThat(at(NOON.minusSeconds(86_400))).isEmpty();
    }

    @Test
    void pagesOfRunnersFollowEachOther() {
        stage.database.useHandle(handle -> handle.execute("""
                with made as (
                    insert into runner (id, user_id, full_name, phone, vehicle_type, vehicle_plate, vehicle_model,
                        air_conditioned, created_at)
                    select gen_random_uuid(), gen_random_uuid(), 'Runner ' || n, '', 'car', 'W ' || n, 'Myvi', true, now()
                    from generate_series(1, 650) n returning user_id)
                insert into position (user_id, recorded_at, place, speed_kmh, heading_degrees)
                select user_id, ?, st_point(101.7, 3.1)::geography, 0, 0 from made""", NOON));
        Set<String> seen = new HashSet<>();
        at(NOON).forEach(place ->
                assertThat(seen.add(place.path("user_id").asText())).isTrue());
        assertThat(seen).hasSize(650);
    }

    @Test
    void aTrackHasTheLastPositionOfEachPieceOfTheTime() {
        UUID runner = stage.newRunner();
        // Of two hours each piece has ten seconds.
        Instant from = NOON.minusSeconds(7_200);
        stage.database.useHandle(handle -> handle.execute("""
                insert into position (user_id, recorded_at, place, speed_kmh, heading_degrees)
                select ?, cast(? as timestamptz) + n * interval '1 second', st_point(101.7, 3 + n / 10000.0)::geography, 0, 0
                from generate_series(0, 8000) n""", runner, from));
        JsonNode positions = ask(
                        "runners/track", Map.of("user_id", runner, "from", from.toString(), "until", NOON.toString()))
                .expect(200)
                .data()
                .path("positions");
        assertThat(positions).hasSize(720);
        assertThat(positions.get(0).path("at").asText()).startsWith("2026-02-12T02:00:10");
        assertThat(positions.get(719).path("at").asText()).startsWith("2026-02-12T04:00:00");
    }

    @Test
    void aTrackIsADayLongAtMost() {
        UUID runner = stage.newRunner();
        for (Instant from : List.of(NOON.minusSeconds(86_401), NOON, NOON.plusSeconds(1))) {
            ApiClient.Answer answer =
                    ask("runners/track", Map.of("user_id", runner, "from", from.toString(), "until", NOON.toString()));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.error()).contains("24 hours");
        }
        assertThat(ask(
                                "runners/track",
                                Map.of(
                                        "user_id",
                                        runner,
                                        "from",
                                        NOON.minusSeconds(86_400).toString(),
                                        "until",
                                        NOON.toString()))
                        .expect(200)
                        .data()
                        .path("positions"))
                .isEmpty();
    }

    @Test
    void shopsAreListedByPages() {
        int before = stage.one(Integer.class, "select count(*) from pet_shop");
        stage.database.useHandle(handle -> handle.execute("""
                insert into pet_shop (id, name, address, place, phone, email, category, services, image_url, opening_hours,
                    description, created_at)
                select gen_random_uuid(), 'Shop ' || n, 'Ipoh', st_point(101.1, 4.6)::geography, '', '', 'vet', '{}', '', '', '', now()
                from generate_series(1, 400) n"""));
        JsonNode first = ask("shops/places", Map.of()).expect(200).data();
        assertThat(first.path("items")).hasSize(300);
        JsonNode second = ask("shops/places", Map.of("after", first.path("next").asText()))
                .expect(200)
                .data();
        assertThat(second.path("items")).hasSize(before + 100);
        assertThat(second.has("next")).isFalse();
        assertThat(second.path("items").findValuesAsText("category")).contains("vet");
    }
}
