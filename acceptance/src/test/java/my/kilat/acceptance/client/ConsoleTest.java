package my.kilat.acceptance.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.acceptance.platform.Kilat;
import my.kilat.acceptance.platform.Person;
import my.kilat.acceptance.platform.Rides;
import my.kilat.contract.catalogue.Component;
import my.kilat.platform.fixture.ApiClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the pages of the console read, from all services together; each answer is held against console.yaml. */
class ConsoleTest {
    private static Kilat kilat;
    private static ApiClient admin;

    @BeforeAll
    static void start() {
        kilat = Kilat.shared();
        String cookie = kilat.gateway()
                .post("/api/v1/console/login", Map.of("email", "admin.test@kilat.my", "password", "TestAdmin123!"))
                .expect(200)
                .header("Set-Cookie");
        ApiClient reader = kilat.gateway().with("Cookie", cookie.substring(0, cookie.indexOf(';')));
        String csrf = reader.get("/api/v1/console/session")
                .expect(200)
                .data()
                .path("csrf_token")
                .asText();
        admin = reader.with("X-CSRF-Token", csrf);
    }

    private static JsonNode file(UUID booking) {
        return admin.get("/api/v1/console/bookings/" + booking).expect(200).data();
    }

    @Test
    void aBookingHasAFileFromAllServicesWhoseLedgerSumsToZero() {
        Person owner = kilat.owner();
        Person runner = kilat.runner();
        UUID booking = Rides.delivered(owner, runner);
        Rides.act(owner, booking, "confirm").expect(200);
        Rides.awaitStatus(owner, booking, "completed");
        JsonNode file = Awaitility.await()
                .until(
                        () -> file(booking),
                        it -> it.path("ledger").size() == 5
                                && it.path("notices").size() > 5);
        assertThat(file.path("missing")).isEmpty();
        assertThat(file.path("history").findValuesAsText("to"))
                .containsExactly("requested", "accepted", "in_progress", "delivered", "completed");
        long sum = 0;
        for (JsonNode line : file.path("ledger")) {
            sum += line.path("amount_cents").asLong();
        }
        assertThat(sum).isZero();
        assertThat(file.path("trips")).hasSize(1);
        assertThat(file.path("people").findValuesAsText("email")).contains(owner.email(), runner.email());
        assertThat(file.path("dispatch").path("status").asText()).isEqualTo("assigned");
    }

    @Test
    void anActIsCarriedOutInTheNameOfWhoeverActs() {
        Person owner = kilat.owner();
        UUID booking = Rides.bookAndPay(owner);
        admin.post("/api/v1/console/bookings/" + booking + "/cancel", Map.of("reason", "the owner called"))
                .expect(200);
        JsonNode step = file(booking).path("history").get(1);
        assertThat(step.path("role").asText()).isEqualTo("admin");
        assertThat(step.path("reason").asText()).isEqualTo("the owner called");
        Rides.awaitPayment(owner, booking, "refunded");
        assertThat(admin.post("/api/v1/console/bookings/" + booking + "/reoffer", Map.of("reason", "too late"))
                        .status())
                .as("a refusal of the owning service is passed on")
                .isEqualTo(422);
    }

    @Test
    void listsAndFiguresAreReadThroughTheGateway() {
        Person owner = kilat.owner();
        UUID booking = Rides.book(owner);
        assertThat(admin.get("/api/v1/console/bookings?q=" + owner.email())
                        .expect(200)
                        .data()
                        .path("items")
                        .findValuesAsText("id"))
                .containsExactly(booking.toString());
        for (String path : List.of(
                "now",
                "bookings?status=requested,accepted",
                "events",
                "dead-letters",
                "audit",
                "map",
                "map/shops",
                "runners?state=free,silent",
                "money",
                "money/ledger?kind=hold",
                "system",
                "system/metrics",
                "system/processes",
                "system/log?level=warn&q=nothing",
                "simulator")) {
            admin.get("/api/v1/console/" + path).expect(200);
        }
        JsonNode now = admin.get("/api/v1/console/now").data();
        assertThat(now.path("missing")).isEmpty();
        assertThat(now.path("bookings").path("unpaid").asInt()).isPositive();
        assertThat(admin.get("/api/v1/console/bookings/" + UUID.randomUUID()).status())
                .isEqualTo(404);
    }

    @Test
    void theMapAndTheListsShowARideWithItsRunnerAndBothEnds() {
        Person owner = kilat.owner();
        Person runner = kilat.runner();
        UUID booking = Rides.delivered(owner, runner);
        JsonNode file =
                admin.get("/api/v1/console/runners/" + runner.id()).expect(200).data();
        assertThat(file.path("rides").findValuesAsText("id")).contains(booking.toString());
        assertThat(file.path("missing")).isEmpty();
        assertThat(admin.get("/api/v1/console/runners/" + UUID.randomUUID()).status())
                .isEqualTo(404);
        JsonNode map = admin.get("/api/v1/console/map").expect(200).data();
        assertThat(map.path("missing")).isEmpty();
        for (JsonNode ride : map.path("rides")) {
            assertThat(ride.path("from").path("latitude").asDouble()).isNotZero();
        }
        JsonNode number = file(booking).path("booking").path("booking_number");
        JsonNode lines = admin.get("/api/v1/console/money/ledger?q=" + number.asText())
                .expect(200)
                .data()
                .path("items");
        assertThat(lines.findValuesAsText("booking_id")).isNotEmpty().containsOnly(booking.toString());
        assertThat(admin.get("/api/v1/console/money")
                        .expect(200)
                        .data()
                        .path("escrow")
                        .findValuesAsText("age"))
                .contains("hour");
    }

    @Test
    void theMapShowsThePastAndTheShops() {
        Person runner = kilat.runner();
        Rides.delivered(kilat.owner(), runner);
        Instant now = Instant.now().plusSeconds(1);
        JsonNode places =
                admin.get("/api/v1/console/map/places?at=" + now).expect(200).data();
        assertThat(places.path("items").findValuesAsText("user_id"))
                .contains(runner.id().toString());
        JsonNode before = admin.get("/api/v1/console/map/places?at=" + now.minus(Duration.ofDays(1)))
                .expect(200)
                .data();
        assertThat(before.path("items")).isEmpty();
        assertThat(admin.get("/api/v1/console/runners/" + runner.id() + "/track?from=" + now.minusSeconds(3_600)
                                + "&until=" + now)
                        .expect(200)
                        .data()
                        .path("positions"))
                .isNotEmpty();
        assertThat(admin.get("/api/v1/console/map/shops").expect(200).data().path("items"))
                .isNotEmpty();
    }

    @Test
    void everyServiceTellsItsInstanceItsSettingsAndItsLogAndNoSecretWithThem() {
        JsonNode services =
                admin.get("/api/v1/console/system").expect(200).data().path("services");
        List<String> names = new ArrayList<>(services.findValuesAsText("name"));
        names.retainAll(Component.services().stream().map(Component::shortName).toList());
        assertThat(names).hasSize(Component.services().size() - 1);
        for (JsonNode service : services) {
            JsonNode instance = service.path("instances").path(0);
            assertThat(instance.path("started_at").asText())
                    .as(service.toString())
                    .isNotBlank();
            assertThat(instance.path("version").asText()).startsWith("1.");
            assertThat(service.path("limits").findValuesAsText("name"))
                    .contains("requests", "connections", "bytes", "heap");
        }
        names.add("console");
        for (String name : names) {
            JsonNode told = admin.get("/api/v1/console/system/settings/" + name)
                    .expect(200)
                    .data();
            assertThat(told.path("missing")).as(name).isEmpty();
            JsonNode settings = told.path("instances").path(0).path("settings");
            assertThat(settings.findValuesAsText("name")).as(name).contains("DB_NAME", "EVENT_ATTEMPTS", "LOG_LEVEL");
            for (JsonNode setting : settings) {
                if (setting.path("name").asText().matches(".*(SECRET|PASSWORD|KEY)")) {
                    assertThat(setting.has("value")).as(setting.toString()).isFalse();
                }
            }
            JsonNode log = admin.get("/api/v1/console/system/log?level=debug&service=" + name)
                    .expect(200)
                    .data();
            assertThat(log.path("asked")).as(name).hasSize(1);
            assertThat(log.path("lines").findValuesAsText("service"))
                    .as(name)
                    .isNotEmpty()
                    .isSubsetOf(name, "");
        }
    }

    @Test
    void requestsThroughTheGatewayAreCounted() {
        admin.get("/api/v1/console/now").expect(200);
        Rides.book(kilat.owner());
        kilat.clock().advance(Duration.ofSeconds(61));
        JsonNode gateway = admin.get("/api/v1/console/now").data().path("gateway");
        assertThat(gateway.path("requests").asInt()).isPositive();
        assertThat(gateway.path("p99_seconds").asDouble()).isPositive();
    }
}
