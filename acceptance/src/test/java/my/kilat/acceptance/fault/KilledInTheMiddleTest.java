package my.kilat.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import my.kilat.acceptance.platform.KilatProcesses;
import my.kilat.acceptance.platform.Rides;
import my.kilat.acceptance.platform.ShortLived;
import my.kilat.contract.event.EventType;
import my.kilat.launcher.demo.DemoCommand;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.EventProbe;
import my.kilat.platform.json.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the older server lost or doubled when something died, was away, or hung up. */
class KilledInTheMiddleTest {
    private static final String PAYMENT = "payment";
    private static final String OTHERS = "others";

    private static KilatProcesses kilat;
    private static EventProbe events;

    @BeforeAll
    static void start() {
        kilat = new KilatProcesses(KilatProcesses.apart(PAYMENT, OTHERS), inAnotherLanguage());
        events = new EventProbe(kilat.kafka().bootstrapServers());
    }

    @AfterAll
    static void stop() {
        events.close();
        kilat.close();
    }

    /** A JVM whose own numbers have other digits and whose days begin elsewhere: nothing that a machine reads may tell. */
    private static List<String> inAnotherLanguage() {
        List<String> flags = new ArrayList<>(ShortLived.services());
        flags.addAll(List.of("-Duser.language=fa", "-Duser.country=IR", "-Duser.timezone=Asia/Tehran"));
        return flags;
    }

    private record Account(String id, String token, ApiClient client) {}

    private static Account register(String role) {
        var registered = kilat.gateway()
                .post(
                        "/api/v1/auth/register",
                        Map.of(
                                "email",
                                role + "-" + UUID.randomUUID() + "@example.com",
                                "password",
                                "correct horse battery",
                                "full_name",
                                "Fault " + role,
                                "role",
                                role))
                .expect(201)
                .data();
        String token = registered.path("access_token").asText();
        return new Account(
                registered.path("user").path("id").asText(),
                token,
                kilat.gateway().as(token));
    }

    private static CompletableFuture<Integer> demo(int bookings) {
        return CompletableFuture.supplyAsync(() -> new CommandLine(new DemoCommand())
                .execute(
                        "--bookings", "" + bookings,
                        "--runners", "5",
                        "--url", "http://127.0.0.1:" + kilat.gatewayPort(),
                        "--payment-url", "http://127.0.0.1:" + kilat.port(PAYMENT)));
    }

    private static void awaitBookings(String status, long more) {
        String sql = "select count(*) from booking where status = '" + status + "'";
        long before = kilat.count("booking", sql);
        await(more + " more " + status)
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> kilat.count("booking", sql) >= before + more);
    }

    @Test
    void everyRideOfADemoEndsThoughAllServicesAreKilled() throws Exception {
        CompletableFuture<Integer> demo = demo(24);
        awaitBookings("completed", 3);
        kilat.kill(OTHERS);
        kilat.kill(PAYMENT);
        kilat.start(OTHERS);
        kilat.start(PAYMENT);
        awaitBookings("completed", 3);
        kilat.kill(OTHERS);
        kilat.start(OTHERS);
        assertThat(demo.get(4, TimeUnit.MINUTES))
                .as("exit code of the demo: all final, all settled, ledger at zero")
                .isZero();
        nothingIsDoubledOrLeft();
    }

    @Test
    void paymentKilledInTheMiddleOfRidesDoublesNothingAndLeavesNothingPending() throws Exception {
        CompletableFuture<Integer> demo = demo(16);
        awaitBookings("accepted", 1);
        kilat.kill(PAYMENT);
        kilat.start(PAYMENT);
        kilat.awaitReady();
        long released = kilat.count("payment", "select count(*) from payment where status = 'released'");
        await("work goes on")
                .atMost(Duration.ofSeconds(20))
                .until(() ->
                        kilat.count("payment", "select count(*) from payment where status = 'released'") > released);
        assertThat(demo.get(4, TimeUnit.MINUTES)).isZero();
        nothingIsDoubledOrLeft();
    }

    private static void nothingIsDoubledOrLeft() {
        await("nothing under way")
                .atMost(Duration.ofSeconds(30))
                .until(() -> kilat.count("payment", "select count(*) from payment where task is not null") == 0);
        assertThat(kilat.count("payment", "select coalesce(sum(amount_cents), 0) from ledger_entry"))
                .as("the ledger")
                .isZero();
        assertThat(kilat.count("payment", "select count(*) from payment where status = 'pending'"))
                .isZero();
        assertThat(kilat.count(
                        "booking",
                        "select count(*) from booking where status in ('accepted', 'in_progress', 'delivered')"))
                .isZero();
        for (String service : List.of("booking", "payment", "runner", "tracking")) {
            await("the outbox of " + service)
                    .atMost(Duration.ofSeconds(15))
                    .until(() -> kilat.count(service, "select count(*) from outbox") == 0);
        }
        assertThat(events.all(event -> event.topic().endsWith(".dlq")))
                .as("dead letters")
                .isEmpty();
    }

    @Test
    void aBrokerAwayForTwelveSecondsUnderCreatesLosesNoEvent() {
        ApiClient owner = register("owner").client();
        List<UUID> created = new ArrayList<>();
        kilat.kafka().kill();
        await("twelve seconds of creates without a broker")
                .pollInterval(Duration.ofMillis(100))
                .during(Duration.ofSeconds(12))
                .atMost(Duration.ofSeconds(25))
                .until(() -> created.add(UUID.fromString(owner.post("/api/v1/bookings", Rides.request())
                        .expect(201)
                        .data()
                        .path("id")
                        .asText())));
        kilat.kafka().start();
        await(created.size() + " events")
                .atMost(Duration.ofSeconds(60))
                .until(() -> created.stream()
                        .allMatch(id ->
                                !events.all(EventType.BOOKING_REQUESTED, id).isEmpty()));
    }

    @Test
    void everyStoredBookingHasItsEventThoughClientsHangUp() throws IOException {
        Account owner = register("owner");
        byte[] body = Json.bytes(Rides.request());
        byte[] head = ("POST /api/v1/bookings HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Authorization: Bearer " + owner.token() + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] request = new byte[head.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        for (int i = 0; i < 200; i++) {
            int bytes = i % 4 == 0 ? request.length - 1 - i : request.length;
            hangUpAfter(request, bytes, Duration.ofMillis(i % 50), i % 3 == 0);
        }
        String stored = "select count(*) from booking where owner_id = '" + owner.id() + "'";
        await("as many events as bookings")
                .during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(requestedBy(owner.id())).isEqualTo(kilat.count("booking", stored)));
        assertThat(kilat.count("booking", stored))
                .as("of callers with some patience, some are served")
                .isPositive();
    }

    private static long requestedBy(String owner) {
        return events
                .all(event -> event.type().equals(EventType.BOOKING_REQUESTED.wireName())
                        && event.data().path("owner_id").asText().equals(owner))
                .stream()
                .map(EventProbe.Seen::id)
                .distinct()
                .count();
    }

    /** Sends so much of a request, and waits so long for an answer, as a client does that has lost its patience. */
    private static void hangUpAfter(byte[] request, int bytes, Duration patience, boolean rudely) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", kilat.gatewayPort())) {
            socket.setSoLinger(rudely, 0);
            OutputStream out = socket.getOutputStream();
            out.write(request, 0, bytes);
            out.flush();
            if (patience.isPositive()) {
                socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
                var _ = socket.getInputStream().read();
            }
        } catch (SocketTimeoutException lostPatience) {
            // Which is what this is about.
        }
    }
}
