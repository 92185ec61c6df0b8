package my.kilat.acceptance.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.acceptance.platform.Kilat;
import my.kilat.acceptance.platform.Person;
import my.kilat.acceptance.platform.RawHttp;
import my.kilat.acceptance.platform.Rides;
import my.kilat.platform.fixture.ApiClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two seconds after a logout a stolen access token opens nothing, neither at the gateway nor past it. */
class LogoutTest {
    private static Kilat kilat;

    @BeforeAll
    static void start() {
        kilat = Kilat.shared();
    }

    private static void within2s(String what, Call call) {
        Awaitility.await(what)
                .atMost(Duration.ofSeconds(2))
                .pollInterval(Duration.ofMillis(25))
                .until(() -> call.status() == 401);
    }

    @FunctionalInterface
    private interface Call {
        int status();
    }

    @Test
    void noMoneyMovesNoSocketOpensAndNoPhoneRings() {
        Person owner = kilat.owner();
        Person runner = kilat.runner();
        UUID unpaid = Rides.book(owner);
        UUID paid = Rides.book(owner);
        Rides.pay(owner, paid).expect(201);
        Rides.awaitField(owner, paid, "payment_status", "held");
        owner.client()
                .post("/api/v1/notifications/fcm-token", Map.of("token", "phone-" + UUID.randomUUID()))
                .expect(200);

        owner.client().post("/api/v1/auth/logout").expect(200);

        Map<String, Object> payment = Map.of("booking_id", unpaid, "amount_cents", 2210, "currency", "MYR");
        for (ApiClient door : List.of(kilat.gateway(), kilat.service("payment"))) {
            within2s(
                    "payments",
                    () -> door.as(owner.accessToken())
                            .post("/api/v1/payments/initiate", payment)
                            .status());
        }
        for (ApiClient door : List.of(kilat.gateway(), kilat.service("booking"))) {
            within2s(
                    "bookings",
                    () -> door.as(owner.accessToken())
                            .post("/api/v1/bookings/" + paid + "/cancel")
                            .status());
        }
        for (int port : new int[] {kilat.gatewayPort(), kilat.port("tracking")}) {
            within2s(
                    "sockets",
                    () -> RawHttp.upgrade(port, "/ws/tracking/" + paid + "?token=" + owner.accessToken(), Map.of())
                            .status());
        }
        within2s(
                "refresh",
                () -> kilat.gateway()
                        .post("/api/v1/auth/refresh", Map.of("refresh_token", owner.refreshToken()))
                        .status());

        Rides.act(runner, paid, "accept").expect(200);
        Person again = kilat.logIn(owner.email(), Person.PASSWORD);
        JsonNode told = Awaitility.await("the owner is told by SMS and mail")
                .atMost(Duration.ofSeconds(15))
                .until(
                        () -> newsOf(again, paid),
                        news -> news.path("channels_sent").toString().equals("[\"sms\",\"email\"]"));
        assertThat(told.path("channels_failed")).isEmpty();
    }

    private static JsonNode newsOf(Person owner, UUID booking) {
        for (JsonNode row :
                owner.client().get("/api/v1/notifications?page=1&limit=100").data()) {
            if (row.path("booking_id").asText().equals(booking.toString())
                    && row.path("event_type").asText().equals("booking.accepted")) {
                return row;
            }
        }
        return MissingNode.getInstance();
    }
}
