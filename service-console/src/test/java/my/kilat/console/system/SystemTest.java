package my.kilat.console.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import my.kilat.console.Browser;
import my.kilat.console.ConsoleService;
import my.kilat.console.IdentityStandIn;
import my.kilat.console.ServiceStandIn;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.fixture.TestTokens;
import org.junit.jupiter.api.Test;

/** Each service is shown as it reports on itself, and one that does not as away, with the reason. */
class SystemTest {
    private static final String METRICS = """
            # HELP hikaricp_connections_active of the pool
            hikaricp_connections_active{pool="payment"} 3.0
            hikaricp_connections_max{pool="payment"} 10.0
            hikaricp_connections_max{pool="booking"} 10.0
            kilat_http_in_flight{service="payment"} 2.0
            kilat_routing_paused{provider="osrm",service="booking"} 1.0
            jvm_memory_used_bytes{area="heap",id="Tenured Gen"} 7.0
            jvm_memory_used_bytes{area="nonheap",id="Metaspace"} 100.0
            jvm_memory_max_bytes{area="heap",id="Tenured Gen"} 9.0
            kilat_http_requests_seconds_count{operation="pay",service="payment",status="200"} 1
            kilat_http_requests_seconds_sum{operation="pay",service="payment",status="200"} 2
            kilat_http_requests_seconds_count{operation="refund",service="payment",status="200"} 1
            kilat_http_requests_seconds_sum{operation="refund",service="payment",status="200"} 1
            kilat_http_requests_seconds_count{operation="book",service="booking",status="200"} 1
            kilat_http_requests_seconds_sum{operation="book",service="booking",status="200"} 3
            """;

    private static final String INSTANCE = """
            {"data":{"service":"payment","version":"1.0","java":"25","host":"box","pid":7,"started_at":"2026-02-12T10:00:00Z",
            "of_a_newer_version":true,"settings":[
            {"name":"DB_PASSWORD","source":"environment","hidden":true},
            {"name":"MAX_REQUESTS_IN_FLIGHT","value":"1000","source":"default","hidden":false}]}}""";

    @Test
    void servicesAreShownAsTheyReportOnThemselves() {
        try (IdentityStandIn identity = new IdentityStandIn();
                ServiceStandIn services = new ServiceStandIn()
                        .answering(
                                "/readiness",
                                503,
                                "{\"status\":\"not_ready\",\"checks\":{\"database\":\"no connection\"},\"alarms\":{\"ledger\":\"off by 1\"}}")
                        .answering("/metrics", 200, METRICS)
                        .answering("/internal/v1/instance", 200, INSTANCE);
                TestService console =
                        TestService.start(false, Browser.settings(identity, services.url()), new ConsoleService())) {
            JsonNode shown = Browser.logIn(console, "operator")
                    .get("/api/v1/console/system")
                    .expect(200)
                    .data()
                    .path("services");
            assertThat(shown).hasSize(7);
            for (JsonNode service : shown) {
                if (service.path("name").asText().equals("identity")) {
                    assertThat(service.path("status").asText()).isEqualTo("away");
                    assertThat(service.path("words").asText()).startsWith("the identity service does not know");
                } else {
                    assertThat(service.path("status").asText()).isEqualTo("not_ready");
                    assertThat(service.path("checks").get(0).path("words").asText())
                            .isEqualTo("no connection");
                    assertThat(service.path("alarms").get(0).path("name").asText())
                            .isEqualTo("ledger");
                }
            }
        }
    }

    private static JsonNode named(JsonNode list, String name) {
        for (JsonNode one : list) {
            if (one.path("name").asText().equals(name)) {
                return one;
            }
        }
        throw new AssertionError("no " + name + " in " + list);
    }

    @Test
    void instancesLimitsAndBreakersAreShown() {
        try (IdentityStandIn identity = new IdentityStandIn();
                ServiceStandIn services = new ServiceStandIn()
                        .answering("/readiness", 200, "{\"status\":\"ready\",\"checks\":{}}")
                        .answering("/metrics", 200, METRICS)
                        .answering("/internal/v1/instance", 200, INSTANCE);
                TestService console = TestService.start(false, two(identity, services), new ConsoleService())) {
            JsonNode system = Browser.logIn(console, "operator")
                    .get("/api/v1/console/system")
                    .expect(200)
                    .data();
            assertThat(system.path("slowest").findValuesAsText("name")).containsExactly("book", "pay", "refund");
            JsonNode shown = system.path("services");
            JsonNode payment = named(shown, "payment");
            assertThat(payment.path("instances")).hasSize(2);
            assertThat(payment.path("instances").path(0).path("pid").asInt()).isEqualTo(7);
            assertThat(payment.path("instances").path(1).path("words").asText())
                    .as("one of them does not answer")
                    .contains("cannot be asked");
            assertThat(named(payment.path("limits"), "connections").path("used").asInt())
                    .isEqualTo(3);
            assertThat(named(payment.path("limits"), "requests").path("most").asInt())
                    .isEqualTo(1000);
            assertThat(named(payment.path("limits"), "heap").path("used").asInt())
                    .isEqualTo(7);
            assertThat(payment.path("breakers")).isEmpty();
            assertThat(named(shown, "booking")
                            .path("breakers")
                            .path(0)
                            .path("open")
                            .asBoolean())
                    .isTrue();
        }
    }

    /** Two instances of payment, of which one is away. */
    private static Map<String, String> two(IdentityStandIn identity, ServiceStandIn services) {
        return payment(identity, services, services.url() + ", http://127.0.0.1:1");
    }

    private static Map<String, String> payment(IdentityStandIn identity, ServiceStandIn services, String addresses) {
        Map<String, String> settings = new HashMap<>(Browser.settings(identity, services.url()));
        settings.put("UPSTREAM_PAYMENT", addresses);
        return settings;
    }

    @Test
    void aFirstInstanceThatHangsHidesNoOther() {
        try (IdentityStandIn identity = new IdentityStandIn();
                ServiceStandIn hanging = new ServiceStandIn()
                        .trickling("/readiness")
                        .trickling("/metrics")
                        .trickling("/internal/v1/instance");
                ServiceStandIn services = new ServiceStandIn()
                        .answering("/readiness", 200, "{\"status\":\"ready\",\"checks\":{}}")
                        .answering("/metrics", 200, METRICS)
                        .answering("/internal/v1/instance", 200, INSTANCE);
                TestService console = TestService.start(
                        false,
                        payment(identity, services, hanging.url() + ", " + services.url()),
                        new ConsoleService())) {
            JsonNode payment = named(
                    Browser.logIn(console, "operator")
                            .get("/api/v1/console/system")
                            .expect(200)
                            .data()
                            .path("services"),
                    "payment");
            assertThat(payment.path("status").asText()).isEqualTo("away");
            assertThat(payment.path("words").asText()).contains("cannot be asked");
            assertThat(payment.path("instances").findValuesAsText("pid")).containsExactly("7");
            assertThat(payment.path("instances")).hasSize(2);
        }
    }

    @Test
    void linesAreShownByTheirFractionOfASecondTheLatestFirst() {
        try (IdentityStandIn identity = new IdentityStandIn();
                ServiceStandIn services = new ServiceStandIn().answering("/internal/v1/log", 200, """
                                {"data":{"host":"box","pid":7,"since":"2026-02-12T10:00:00Z","lines":[
                                {"at":"2026-02-12T10:00:01Z","service":"","level":"warn","logger":"Thread","message":"again"},
                                {"at":"2026-02-12T10:00:01.250Z","service":"","level":"warn","logger":"Thread","message":"again"},
                                {"at":"2026-02-12T10:00:01.250100Z","service":"","level":"warn","logger":"Thread","message":"again"}
                                ]}}""");
                TestService console =
                        TestService.start(false, Browser.settings(identity, services.url()), new ConsoleService())) {
            assertThat(Browser.logIn(console, "operator")
                            .get("/api/v1/console/system/log?service=payment")
                            .expect(200)
                            .data()
                            .path("lines")
                            .findValuesAsText("at"))
                    .containsExactly("2026-02-12T10:00:01.250100Z", "2026-02-12T10:00:01.250Z", "2026-02-12T10:00:01Z");
        }
    }

    @Test
    void settingsAndLogsOfEachInstanceAreToldAndThoseOfTheConsoleItself() {
        try (IdentityStandIn identity = new IdentityStandIn();
                ServiceStandIn services = new ServiceStandIn()
                        .answering("/internal/v1/instance", 200, INSTANCE)
                        .answering("/internal/v1/log", 200, """
                                {"data":{"host":"box","pid":7,"since":"2026-02-12T10:00:00Z","lines":[
                                {"at":"2026-02-12T10:00:01Z","service":"","level":"warn","logger":"Thread","message":"of none"}]}}""");
                TestService console = TestService.start(false, two(identity, services), new ConsoleService())) {
            ApiClient operator = Browser.logIn(console, "operator");
            JsonNode payment = operator.get("/api/v1/console/system/settings/payment")
                    .expect(200)
                    .data();
            assertThat(payment.path("instances")).hasSize(1);
            assertThat(payment.path("missing")).as("the other instance").hasSize(1);
            JsonNode own = operator.get("/api/v1/console/system/settings/console")
                    .expect(200)
                    .data();
            JsonNode settings = own.path("instances").path(0).path("settings");
            assertThat(named(settings, "CONSOLE_SESSION_LIFE").path("value").asText())
                    .isEqualTo("12h");
            assertThat(named(settings, "DB_PASSWORD").path("hidden").asBoolean())
                    .isTrue();
            assertThat(named(settings, "LOG_LEVEL").path("value").asText()).isNotBlank();
            assertThat(settings.toString()).doesNotContain(TestTokens.SECRET);
            JsonNode log = operator.get("/api/v1/console/system/log?level=warn&q=of%20none")
                    .expect(200)
                    .data();
            assertThat(log.path("lines"))
                    .as("told by seven services of one process, shown once")
                    .hasSize(1);
            assertThat(log.path("asked").findValuesAsText("name")).contains("console that answered");
            assertThat(operator.get("/api/v1/console/system/log?service=console")
                            .expect(200)
                            .data()
                            .path("lines")
                            .findValuesAsText("message"))
                    .anyMatch(message -> message.startsWith("service-console listens"));
            assertThat(operator.get("/api/v1/console/system/log?service=nobody").status())
                    .isEqualTo(400);
            assertThat(operator.get("/api/v1/console/system/log?level=loud").status())
                    .isEqualTo(400);
            assertThat(operator.get("/api/v1/console/system/metrics")
                            .expect(200)
                            .data()
                            .path("services"))
                    .hasSize(7);
        }
    }
}
