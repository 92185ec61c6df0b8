package my.kilat.notification;

import static my.kilat.notification.Notifications.soon;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.Production;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.security.ServiceTokens;
import org.junit.jupiter.api.Test;

/** On a development platform simulated providers go away and come back; elsewhere nobody tells them to. */
class SimulatedProvidersTest {
    private static final String PATH = "/internal/v1/simulator/";

    private static ApiClient console(Notifications notifications) {
        return notifications
                .service
                .client()
                .as(ServiceTokens.from(notifications.service.environment(), "console", notifications.service.clock())
                        .tokenFor("notification"));
    }

    private static Map<String, Object> sms(boolean away) {
        return Map.of("channel", "sms", "away", away);
    }

    @Test
    void whatIsSentWhileAProviderIsAwayWaitsUntilItIsBack() {
        try (Notifications notifications = Notifications.start(Map.of("NOTIFICATION_RETRY_FIRST", "1s"))) {
            ApiClient console = console(notifications);
            assertThat(console.post(PATH + "provider", sms(true))
                            .expect(200)
                            .data()
                            .path("message")
                            .asText())
                    .isEqualTo("sms: there before, away now");
            assertThat(console.post(PATH + "providers", Map.of())
                            .expect(200)
                            .data()
                            .path("channels")
                            .toString())
                    .contains("{\"channel\":\"sms\",\"away\":true}");
            Ride ride = Ride.any();
            notifications
                    .app(ride.owner(), "Aisyah", "+60123456789", "")
                    .get("/api/v1/notifications")
                    .expect(200);
            notifications.events.publish(ride.accepted());
            soon("it waits")
                    .until(() -> notifications
                            .column(
                                    "select d.last_problem from delivery d join notification n on n.id = d.notification_id"
                                            + " where n.user_id = ? and d.state = 'pending'",
                                    ride.owner())
                            .equals(List.of("the simulated provider has been told to be away")));
            console.post(PATH + "provider", sms(false)).expect(200);
            soon("it is sent").until(() -> {
                notifications.service.clock().advance(java.time.Duration.ofMinutes(1));
                return notifications.deliveries(ride.owner()).equals(List.of("sms sent 1"));
            });
        }
    }

    @Test
    void elsewhereNoProviderIsToldToBeAway() {
        try (Notifications notifications =
                Notifications.start(Production.of(TestService.environment(false, Map.of())))) {
            for (String path : List.of("provider", "providers")) {
                assertThat(console(notifications).post(PATH + path, sms(true)).status())
                        .as(path)
                        .isEqualTo(403);
            }
        }
    }
}
