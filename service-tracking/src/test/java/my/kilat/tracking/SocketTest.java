package my.kilat.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import my.kilat.contract.event.ConfirmedBy;
import my.kilat.contract.identity.Role;
import my.kilat.platform.fixture.EventProbe;
import my.kilat.platform.fixture.TestTokens;
import my.kilat.platform.time.Times;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Following a booking live. */
class SocketTest {
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

    private static SocketClient ownerOf(Ride ride, String more) {
        return SocketClient.open(tracking.port(), ride.booking() + "?token=" + TestTokens.owner(ride.owner()) + more);
    }

    private static SocketClient ownerOf(Ride ride) {
        return ownerOf(ride, "");
    }

    private static int refusal(String path) {
        return SocketClient.refusal(tracking.port(), path, Map.of());
    }

    @Test
    void theLastKnownPositionComesFirstAndThenEachNewOne() {
        Ride ride = tracking.underWay();
        tracking.moved(ride, 3.1, 101.1, ride.minute(2));
        tracking.moved(ride, 3.2, 101.2, ride.minute(3));
        try (SocketClient owner = ownerOf(ride)) {
            assertThat(owner.await(1).getFirst().path("latitude").asDouble()).isEqualTo(3.2);
            tracking.moved(ride, 3.3, 101.3, ride.minute(4));
            JsonNode frame = owner.await(2).getLast();
            assertThat(frame.path("latitude").asDouble()).isEqualTo(3.3);
            assertThat(frame.path("longitude").asDouble()).isEqualTo(101.3);
            assertThat(frame.path("speed_kmh").asDouble()).isEqualTo(42.5);
            assertThat(frame.path("heading_degrees").asDouble()).isEqualTo(71);
            assertThat(frame.path("runner_id").asText()).isEqualTo(ride.runner().toString());
            assertThat(frame.path("timestamp").asText()).isEqualTo(Times.format(ride.minute(4)));
            frame.path("data")
                    .properties()
                    .forEach(copy -> assertThat(copy.getValue()).isEqualTo(frame.path(copy.getKey())));
            assertThat(frame.path("data")).hasSize(7);
        }
    }

    @Test
    void framesSpellTheBookingAsTheAddressDoes() {
        Ride ride = tracking.underWay();
        String capitals = ride.booking().toString().toUpperCase(Locale.ROOT);
        String mixed = capitals.substring(0, 18) + ride.booking().toString().substring(18);
        String token = "?events=status&token=" + TestTokens.owner(ride.owner());
        tracking.moved(ride, 3.1, 101.1, ride.minute(2));
        try (SocketClient upper = SocketClient.open(tracking.port(), capitals + token);
                SocketClient lower = SocketClient.open(tracking.port(), ride.booking() + token);
                SocketClient both = SocketClient.open(tracking.port(), mixed + token)) {
            tracking.moved(ride, 3.2, 101.2, ride.minute(3));
            events.publish(ride.pickedUp(5));
            for (Map.Entry<SocketClient, String> client : Map.of(
                            upper, capitals, lower, ride.booking().toString(), both, mixed)
                    .entrySet()) {
                assertThat(client.getKey().await(3))
                        .allMatch(frame -> frame.path("booking_id").asText().equals(client.getValue()))
                        .allMatch(frame -> !frame.has("data")
                                || frame.path("data")
                                        .path("booking_id")
                                        .asText()
                                        .equals(client.getValue()));
            }
        }
    }

    @Test
    void everyChangeOfStatusIsShownToWhoAsksForItAndToNobodyElse() {
        Ride ride = Ride.any();
        tracking.applied(events.publish(ride.requested()));
        try (SocketClient plain = ownerOf(ride);
                SocketClient curious = ownerOf(ride, "&events=status,chat");
                SocketClient chatty = ownerOf(ride, "&events=chat")) {
            UUID acceptance = UUID.randomUUID();
            events.publish(acceptance, ride.accepted(1));
            events.publish(acceptance, ride.accepted(1));
            events.publish(ride.reoffered(2));
            events.publish(ride.accepted(3));
            events.publish(ride.pickedUp(5));
            events.publish(ride.inProgress(5));
            events.publish(ride.delivered(ConfirmedBy.RUNNER, 20));
            events.publish(ride.delivered(ConfirmedBy.OWNER, 30));
            tracking.applied(events.publish(ride.completed(31)));
            List<JsonNode> frames = curious.await(6);
            assertThat(curious.statuses())
                    .containsExactly(
                            "requested > accepted",
                            "accepted > requested",
                            "requested > accepted",
                            "accepted > in_progress",
                            "in_progress > delivered",
                            "delivered > completed");
            assertThat(frames.getLast().path("timestamp").asText()).isEqualTo(Times.format(ride.minute(31)));
            assertThat(frames).noneMatch(frame -> frame.has("latitude") || frame.has("data"));
            assertThat(plain.frames()).isEmpty();
            assertThat(chatty.frames()).isEmpty();
        }
    }

    @Test
    void aCancellationIsShown() {
        Ride ride = tracking.underWay();
        try (SocketClient owner = ownerOf(ride, "&events=status")) {
            events.publish(ride.cancelled(10));
            // That the ride was accepted may still be on its way to sockets.
            Tracking.await("the cancellation").until(() -> owner.statuses().contains("accepted > cancelled"));
        }
    }

    @Test
    void theSocketOpensBeforeThereIsATripAndStaysOpenWhenItEnds() {
        Ride ride = Ride.any();
        tracking.applied(events.publish(ride.requested()));
        try (SocketClient owner = ownerOf(ride)) {
            tracking.applied(events.publish(ride.accepted(1)));
            tracking.moved(ride, 3.1, 101.1, ride.minute(2));
            owner.await(1);
            tracking.applied(events.publish(ride.delivered(ConfirmedBy.RUNNER, 20)));
            tracking.applied(events.publish(ride.completed(21)));
            Tracking.await("a while after the end")
                    .during(Duration.ofMillis(500))
                    .until(() -> owner.closed().isEmpty());
            assertThat(owner.latitudes()).containsExactly(3.1);
        }
        try (SocketClient late = ownerOf(ride)) {
            Tracking.await("nothing, as no trip is live")
                    .during(Duration.ofMillis(300))
                    .until(() -> late.frames().isEmpty() && late.closed().isEmpty());
        }
    }

    @Test
    void aSocketOpensRightAfterTheBookingWasMadeBeforeItsEventArrives() {
        Ride ride = Ride.any();
        tracking.bookingServiceKnows(ride, false);
        try (SocketClient owner = ownerOf(ride, "&events=status")) {
            events.publish(ride.requested());
            events.publish(ride.accepted(1));
            owner.await(1);
            assertThat(owner.statuses()).containsExactly("requested > accepted");
        }
        assertThat(refusal(ride.booking() + "?token=" + TestTokens.runner(UUID.randomUUID())))
                .isEqualTo(403);
    }

    @Test
    void partiesMayFollowAndStrangersAreRefusedBeforeTheUpgrade() {
        Ride ride = tracking.underWay();
        tracking.bookingServiceKnows(ride, true);
        tracking.moved(ride, 3.1, 101.1, ride.minute(2));
        for (String token : List.of(
                TestTokens.owner(ride.owner()),
                TestTokens.runner(ride.runner()),
                TestTokens.admin(UUID.randomUUID()))) {
            try (SocketClient party = SocketClient.open(tracking.port(), ride.booking() + "?token=" + token)) {
                party.await(1);
            }
            try (SocketClient party = SocketClient.open(
                    tracking.port(), ride.booking().toString(), Map.of("Authorization", "Bearer " + token))) {
                party.await(1);
            }
        }
        for (Role role : List.of(Role.OWNER, Role.RUNNER, Role.SHOP)) {
            assertThat(refusal(ride.booking() + "?token=" + TestTokens.of(UUID.randomUUID(), role)))
                    .isEqualTo(403);
            assertThat(refusal(UUID.randomUUID() + "?token=" + TestTokens.of(UUID.randomUUID(), role)))
                    .isEqualTo(404);
        }
        assertThat(refusal(ride.booking().toString())).isEqualTo(401);
        assertThat(refusal(ride.booking() + "?token=nonsense")).isEqualTo(401);
        assertThat(refusal(ride.booking() + "?token=" + expired(ride.owner()))).isEqualTo(401);
        assertThat(refusal("draft-walk-MILO?token=" + TestTokens.owner(ride.owner())))
                .isEqualTo(400);
    }

    private static String expired(UUID owner) {
        return TestTokens.sign(TestTokens.claims(owner, Role.OWNER)
                .expirationTime(Date.from(Instant.now().minusSeconds(1)))
                .build());
    }

    @Test
    void refusalsAreWordedForTheClient() {
        UUID booking = UUID.randomUUID();
        String path = "/ws/tracking/" + booking;
        assertThat(tracking.service().client().get(path).expect(401).error())
                .isEqualTo("token query parameter is required");
        assertThat(tracking.service()
                        .client()
                        .get(path + "?token=nonsense")
                        .expect(401)
                        .error())
                .isEqualTo("invalid or expired token");
        String token = "?token=" + TestTokens.owner(UUID.randomUUID());
        assertThat(tracking.service().client().get(path + token).expect(426).header("Upgrade"))
                .isEqualTo("websocket");
    }

    @Test
    void anOpenSocketOutlivesItsToken() {
        Ride ride = tracking.underWay();
        String shortLived = TestTokens.sign(TestTokens.claims(ride.owner(), Role.OWNER)
                .expirationTime(Date.from(tracking.service().clock().instant().plus(Duration.ofMinutes(15))))
                .build());
        try (SocketClient owner = SocketClient.open(tracking.port(), ride.booking() + "?token=" + shortLived)) {
            tracking.service().clock().advance(Duration.ofMinutes(16));
            assertThat(refusal(ride.booking() + "?token=" + shortLived)).isEqualTo(401);
            tracking.moved(ride, 3.1, 101.1, ride.minute(2));
            owner.await(1);
        }
    }

    @Test
    void onlyPagesOfKnownOriginsMayOpenSockets() {
        Ride ride = tracking.underWay();
        String path = ride.booking() + "?token=" + TestTokens.owner(ride.owner());
        tracking.moved(ride, 3.1, 101.1, ride.minute(2));
        for (String origin : List.of(
                "http://localhost:3000",
                "http://localhost:3001",
                "http://localhost:3002",
                "http://localhost:3003",
                "http://localhost:8080")) {
            try (SocketClient page = SocketClient.open(tracking.port(), path, Map.of("Origin", origin))) {
                page.await(1);
            }
        }
        for (String origin :
                List.of("http://localhost:3004", "https://localhost:3000", "http://evil.example", "null")) {
            assertThat(SocketClient.refusal(tracking.port(), path, Map.of("Origin", origin)))
                    .isEqualTo(403);
        }
    }

    @Test
    void aPageOfTheHostItCallsMayOpenASocket() {
        Ride ride = tracking.underWay();
        String path = ride.booking() + "?token=" + TestTokens.owner(ride.owner());
        tracking.moved(ride, 3.1, 101.1, ride.minute(2));
        // The host as the gateway saw it, and the one that this service itself is called by.
        for (Map<String, String> headers : List.of(
                Map.of("Origin", "https://api.example.com", "X-Forwarded-Host", "api.example.com"),
                Map.of("Origin", "http://192.168.1.7:8080", "X-Forwarded-Host", "192.168.1.7:8080"),
                Map.of("Origin", "http://127.0.0.1:" + tracking.port()))) {
            try (SocketClient page = SocketClient.open(tracking.port(), path, headers)) {
                page.await(1);
            }
        }
        assertThat(SocketClient.refusal(
                        tracking.port(),
                        path,
                        Map.of("Origin", "https://api.example.com", "X-Forwarded-Host", "other.example.com")))
                .isEqualTo(403);
    }

    @Test
    void whatClientsSayIsIgnoredUnlessItIsTooMuch() {
        Ride ride = tracking.underWay();
        try (SocketClient owner = ownerOf(ride);
                SocketClient talker = ownerOf(ride)) {
            talker.send("x".repeat(512));
            tracking.moved(ride, 3.1, 101.1, ride.minute(2));
            talker.await(1);
            talker.send("x".repeat(513));
            Tracking.await("the end of the talk").until(() -> talker.closed().isPresent());
            tracking.moved(ride, 3.2, 101.2, ride.minute(3));
            owner.await(2);
        }
    }

    @Test
    void aRunnerWhoGaveTheBookingBackIsNotShownTheNextOne() {
        Ride first = tracking.underWay();
        Ride second = first.with(UUID.randomUUID());
        String path = first.booking() + "?token=";
        try (SocketClient runner = SocketClient.open(tracking.port(), path + TestTokens.runner(first.runner()));
                SocketClient owner = ownerOf(first)) {
            tracking.moved(first, 3.1, 101.1, first.minute(2));
            runner.await(1);
            events.publish(first.reoffered(3));
            tracking.applied(events.publish(second.accepted(6)));
            Tracking.await("farewell").until(() -> runner.closed().isPresent());
            assertThat(runner.closed()).contains(1008);
            tracking.moved(second, 3.2, 101.2, second.minute(7));
            owner.await(2);
            assertThat(owner.frames().getLast().path("runner_id").asText())
                    .isEqualTo(second.runner().toString());
            assertThat(runner.latitudes()).containsExactly(3.1);
        }
        assertThat(refusal(path + TestTokens.runner(first.runner()))).isEqualTo(403);
    }
}
