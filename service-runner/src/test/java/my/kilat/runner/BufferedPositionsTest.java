package my.kilat.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import my.kilat.contract.event.EventType;
import my.kilat.contract.identity.Role;
import my.kilat.local.LocalKafka;
import my.kilat.local.TestServers;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.EventProbe;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.time.Times;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Positions that waited in a phone and come together. */
class BufferedPositionsTest {
    private static final String PATH = "/api/v1/runners/me/locations";
    private static Stage stage;

    @BeforeAll
    static void start() {
        stage = Stage.open();
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    private static Instant secondsAgo(int seconds) {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS).minusSeconds(seconds);
    }

    private static String point(Object latitude, Object time) {
        return "{\"latitude\":%s,\"longitude\":102,\"recorded_at\":\"%s\"}".formatted(latitude, time);
    }

    private static String body(List<String> points) {
        return "{\"locations\":[" + String.join(",", points) + "]}";
    }

    private static ApiClient.Answer send(UUID user, String... points) {
        return stage.runner(user).post(PATH, body(List.of(points)));
    }

    private static List<EventProbe.Seen> updates(UUID user) {
        return stage.events.all(EventType.RUNNER_LOCATION_UPDATE, user);
    }

    private static Map<String, Integer> reasons(JsonNode result) {
        return result.path("reasons")
                .valueStream()
                .collect(Collectors.toMap(
                        reason -> reason.path("reason").asText(),
                        reason -> reason.path("count").asInt()));
    }

    @Test
    void theyAreToldInTheOrderOfTheirTimesAndTheNewestIsWhereTheRunnerIs() {
        UUID user = stage.newRunner();
        stage.goOnline(user, 2.0, 102);
        stage.database.useHandle(handle -> handle.execute(
                "update runner_place set located_at = now() - interval '1 hour' where user_id = ?", user));
        Instant start = secondsAgo(600);
        List<Integer> order = new ArrayList<>(IntStream.range(0, 500).boxed().toList());
        Collections.shuffle(order, new Random(3));
        JsonNode result = stage.runner(user)
                .post(
                        PATH,
                        body(order.stream()
                                .map(i -> point(2 + i / 1024.0, start.plusSeconds(i)))
                                .toList()))
                .expect(200)
                .data();
        assertThat(result.toString()).isEqualTo("{\"accepted\":500,\"rejected\":0,\"reasons\":[]}");
        await().until(() -> updates(user).size() == 500);
        assertThat(updates(user))
                .extracting(event -> event.data().path("latitude").asDouble())
                .isEqualTo(IntStream.range(0, 500).mapToObj(i -> 2 + i / 1024.0).toList());
        assertThat(updates(user).subList(0, 499))
                .allMatch(event -> event.data().path("buffered").asBoolean());
        assertThat(updates(user).getLast().data().has("buffered")).isFalse();
        assertThat(updates(user)).allMatch(event -> event.data().path("timed").asBoolean());
        assertThat(stage.as(Role.OWNER)
                        .get("/api/v1/runners/nearby?radius_km=0.1&longitude=102&latitude=" + (2 + 499 / 1024.0))
                        .expect(200)
                        .text())
                .contains(user.toString());
        await().until(() -> stage.positions(user) == 501);
        assertThat(stage.latitude(user)).isEqualTo(2 + 499 / 1024.0);
    }

    @Test
    void whatBreaksARuleIsLeftOutAndCountedAndTheRestIsTaken() {
        UUID user = stage.newRunnerAt(2.1, 102);
        Instant taken = secondsAgo(90);
        JsonNode result = send(
                        user,
                        point(2.1, taken),
                        point(2.1, taken),
                        point("2.10", taken),
                        point(91, taken),
                        point("1e300", taken),
                        point(2.2, "noon"),
                        "{\"latitude\":2.2,\"longitude\":102}",
                        point(2.2, Instant.now().plusSeconds(150)),
                        point(2.2, Instant.now().minus(Duration.ofHours(25))),
                        point(2.2, Instant.now().plusSeconds(100)))
                .expect(200)
                .data();
        assertThat(result.path("accepted").asInt()).isEqualTo(2);
        assertThat(result.path("rejected").asInt()).isEqualTo(8);
        assertThat(reasons(result)).isEqualTo(Map.of("invalid", 4, "future", 1, "stale", 1, "duplicate", 2));
        await().until(() -> updates(user).size() == 2);
        await().until(() -> stage.positions(user) == 3);
        String metrics = stage.service.client().get("/metrics").text();
        for (String reason : List.of("invalid", "future", "stale", "duplicate")) {
            assertThat(metrics).containsPattern("kilat_positions_refused_total\\{.*reason=\"" + reason + "\".*} [1-9]");
        }
        assertThat(metrics).containsPattern("kilat_positions_received_total(\\{.*})? [1-9]");
    }

    @Test
    void aRequestOfWhichNothingIsTakenIsAnsweredAllTheSame() {
        UUID user = stage.newRunnerAt(2.3, 102);
        assertThat(send(user, point(2.3, Instant.EPOCH)).expect(200).data().toString())
                .isEqualTo("{\"accepted\":0,\"rejected\":1,\"reasons\":[{\"reason\":\"stale\",\"count\":1}]}");
        assertThat(updates(user)).isEmpty();
    }

    @Test
    void whatThePhoneSaysOfAPositionIsToldOn() {
        UUID user = stage.newRunnerAt(2.4, 102);
        Instant taken = secondsAgo(5);
        send(
                        user,
                        "{\"latitude\":2.4,\"longitude\":102,\"accuracy_m\":8.5,\"battery\":81,\"recorded_at\":\""
                                + taken + "\"}")
                .expect(200);
        JsonNode told =
                stage.events.await(EventType.RUNNER_LOCATION_UPDATE, user).data();
        assertThat(told.path("accuracy_m").asDouble()).isEqualTo(8.5);
        assertThat(told.path("battery").asDouble()).isEqualTo(81);
        assertThat(Times.parse(told.path("timestamp").asText())).isEqualTo(taken);
    }

    @Test
    void whatIsNoListOfPositionsIsRefusedAsAWhole() {
        UUID user = stage.newRunnerAt(2.5, 102);
        String good = point(2.5, secondsAgo(5));
        for (String bad : List.of(
                "{}",
                "{\"locations\":[]}",
                "{\"locations\":7}",
                "{\"locations\":[null]}",
                "{\"locations\":[[]]}",
                body(List.of(good, "{\"latitude\":\"2\",\"longitude\":102}")),
                body(List.of(good, "{\"latitude\":NaN,\"longitude\":102}")),
                body(List.of(good, "{\"latitude\":1e999,\"longitude\":102}")),
                body(List.of(good, "{\"longitude\":102}")),
                body(List.of(good, point(2.5, "x".repeat(65)))),
                body(Collections.nCopies(501, good)))) {
            assertThat(stage.runner(user).post(PATH, bad).status()).as(bad).isEqualTo(400);
        }
        String blank = " ".repeat(262_144);
        assertThat(stage.runner(user).post(PATH, body(List.of(good)) + blank).status())
                .isEqualTo(413);
        assertThat(stage.positions(user)).as("where they went online").isEqualTo(1);
        assertThat(updates(user)).isEmpty();
    }

    @Test
    void whoIsOfflineAndOnNoRideIsToldSo() {
        UUID user = stage.newRunnerAt(2.6, 102);
        stage.goOffline(user);
        assertThat(send(user, point(2.6, secondsAgo(5))).expect(400).error())
                .isEqualTo("runner must be online to update location");
    }

    @Test
    void theSameRequestAgainIsTakenAgainAndMovesNobody() {
        UUID user = stage.newRunnerAt(2.7, 102);
        String first = point(2.71, secondsAgo(-1));
        send(user, first, point(2.72, secondsAgo(-2))).expect(200);
        send(user, first, point(2.72, secondsAgo(-2))).expect(200);
        stage.post(user, 2.75, 102, secondsAgo(-3)).expect(200);
        send(user, first).expect(200);
        await().until(() -> stage.positions(user) == 7);
        assertThat(stage.latitude(user)).isEqualTo(2.75);
    }

    /** The broker alone passes positions on, so they are taken only once it has them. */
    @Test
    void whileTheBrokerIsAwayTheyStayInThePhone() {
        try (LocalKafka broker = TestServers.newKafka();
                EventProbe events = new EventProbe(broker.bootstrapServers());
                TestService service = TestService.start(
                        true, Map.of("KAFKA_BROKERS", broker.bootstrapServers()), new RunnerService())) {
            UUID user = UUID.randomUUID();
            ApiClient runner = service.client(Role.RUNNER, user);
            runner.post("/api/v1/runners", Stage.VAN).expect(201);
            runner.post("/api/v1/runners/me/online", Stage.place(2.8, 102)).expect(200);
            String body = body(List.of(point(2.8, secondsAgo(60)), point(2.9, secondsAgo(30))));
            broker.pause();
            try {
                ApiClient.Answer refused = runner.post(PATH, body);
                assertThat(refused.status()).isEqualTo(503);
                assertThat(refused.header("Retry-After")).isNotNull();
            } finally {
                broker.resume();
            }
            assertThat(runner.post(PATH, body)
                            .expect(200)
                            .data()
                            .path("accepted")
                            .asInt())
                    .isEqualTo(2);
            events.await(EventType.RUNNER_LOCATION_UPDATE, user);
        }
    }
}
