package my.kilat.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.ApiClient.Answer;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.openapi.ApiDocument;
import my.kilat.platform.openapi.Operation;
import my.kilat.platform.security.ServiceTokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, by what, until when; and that nobody else has a request sent in their name. */
class SessionTest {
    private static final String SESSION = "/api/v1/console/session";
    private static final String LINK = "/api/v1/console/login/link";
    private static final Map<String, Object> WHY = Map.of("reason", "the owner called");

    private static IdentityStandIn identity;
    private static TestService console;

    @BeforeAll
    static void start() {
        identity = new IdentityStandIn();
        console = TestService.start(false, Browser.settings(identity, "http://127.0.0.1:1"), new ConsoleService());
        identity.follow(console.clock());
    }

    @AfterAll
    static void stop() {
        console.close();
        identity.close();
    }

    private static Answer tryLogIn(String email, String password) {
        return console.client().post("/api/v1/console/login", Map.of("email", email, "password", password));
    }

    private static ApiClient as(Answer loggedIn) {
        String cookie = loggedIn.expect(200).header("Set-Cookie");
        assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Path=/api/v1/console");
        return console.client().with("Cookie", cookie.substring(0, cookie.indexOf(';')));
    }

    private static ApiClient logIn(String role) {
        return as(tryLogIn(role, IdentityStandIn.PASSWORD));
    }

    private static ApiClient withCsrf(ApiClient client) {
        return client.with(
                "X-CSRF-Token",
                client.get(SESSION).expect(200).data().path("csrf_token").asText());
    }

    static List<Operation> personal() {
        return ApiDocument.load(ApiDocument.CONSOLE).operationsOf("console").stream()
                .filter(operation -> !operation.open())
                .toList();
    }

    static List<Operation> acts() {
        return personal().stream()
                .filter(operation -> operation.method().equals("POST"))
                .toList();
    }

    private static Answer send(ApiClient client, Operation operation) {
        String path = operation
                .path()
                .replace("{service}", "payment")
                .replace("{name}", "kafka")
                .replaceAll("\\{\\w+}", UUID.randomUUID().toString());
        Map<String, Object> body = operation.path().contains("dead-letters")
                ? Map.of("topic", "booking.events", "reason", "the cause is removed")
                : WHY;
        return client.send(operation.method(), path, operation.method().equals("POST") ? body : null);
    }

    @ParameterizedTest
    @MethodSource("personal")
    void nobodyGetsAnythingWithoutASession(Operation operation) {
        assertThat(operation.bySession()).isTrue();
        assertThat(operation.roles()).as("says whom it is for").isNotEmpty();
        assertThat(send(console.client(), operation).status()).isEqualTo(401);
        assertThat(send(console.client().with("Cookie", "kilat_console=guessed"), operation)
                        .status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @MethodSource("acts")
    void operatorsMayLookAndNotTouch(Operation operation) {
        ApiClient operator = withCsrf(logIn("operator"));
        assertThat(operator.get("/api/v1/console/audit").status()).isEqualTo(200);
        assertThat(send(operator, operation).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @MethodSource("acts")
    void nothingChangesWithoutTheTokenOfThePage(Operation operation) {
        ApiClient admin = logIn("admin");
        assertThat(send(admin, operation).status()).isEqualTo(403);
        assertThat(send(admin.with("X-CSRF-Token", "guessed"), operation).status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    void whatABrowserSendsForAnotherSiteIsRefused(String site) {
        ApiClient other = withCsrf(logIn("admin")).with("Sec-Fetch-Site", site);
        assertThat(other.get(SESSION).status()).isEqualTo(403);
        assertThat(other.post("/api/v1/console/login", Map.of("email", "admin", "password", IdentityStandIn.PASSWORD))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void logsInWithTheRightPasswordAndRoleAlone() {
        assertThat(tryLogIn("admin", "wrong").status()).isEqualTo(401);
        for (String role : List.of("owner", "runner", "shop")) {
            Answer refused = tryLogIn(role, IdentityStandIn.PASSWORD);
            assertThat(refused.status()).as(role).isEqualTo(403);
            assertThat(refused.header("Set-Cookie")).isEmpty();
        }
        assertThat(logIn("operator").get(SESSION).data().path("role").asText()).isEqualTo("operator");
    }

    @Test
    void tokensOfTheAccountReachNoBrowser() {
        Answer answer = logIn("admin").get(SESSION);
        assertThat(answer.text()).doesNotContain("eyJ");
        assertThat(tryLogIn("admin", IdentityStandIn.PASSWORD).text()).doesNotContain("eyJ");
    }

    @Test
    void loggingOutEndsTheSession() {
        ApiClient admin = withCsrf(logIn("admin"));
        assertThat(admin.delete(SESSION).status()).isEqualTo(200);
        assertThat(admin.get(SESSION).status()).isEqualTo(401);
    }

    @Test
    void anExpiredAccessTokenIsRenewedAndAnEndedLoginIsNot() {
        ApiClient admin = logIn("admin");
        console.clock().advance(Duration.ofMinutes(20));
        assertThat(admin.get(SESSION).status()).isEqualTo(200);
        identity.endLogins(true);
        console.clock().advance(Duration.ofMinutes(20));
        assertThat(admin.get(SESSION).status()).isEqualTo(401);
        identity.endLogins(false);
        assertThat(admin.get(SESSION).status()).as("it stays ended").isEqualTo(401);
    }

    @Test
    void aSessionEndsAfterItsTime() {
        ApiClient admin = logIn("admin");
        console.clock().advance(Duration.ofHours(12));
        assertThat(admin.get(SESSION).status()).isEqualTo(401);
    }

    private static String makeLink() {
        String token = ServiceTokens.from(console.environment(), "launcher", console.clock())
                .tokenFor("console");
        return console.client()
                .as(token)
                .post("/internal/v1/console/links", Map.of())
                .expect(200)
                .data()
                .path("token")
                .asText();
    }

    @Test
    void aLinkWorksOnceHoweverManyUseIt() throws Exception {
        Map<String, Object> link = Map.of("token", makeLink());
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> answers = IntStream.range(0, 8)
                    .mapToObj(_ -> many.submit(() -> console.client().post(LINK, link)))
                    .toList();
            int let = 0;
            for (Future<Answer> answer : answers) {
                let += answer.get().status() == 200 ? 1 : 0;
            }
            assertThat(let).isEqualTo(1);
        }
        assertThat(console.client().post(LINK, link).status()).isEqualTo(401);
    }

    @Test
    void aLinkLogsInWithinTenMinutes() {
        Map<String, Object> link = Map.of("token", makeLink());
        Map<String, Object> late = Map.of("token", makeLink());
        assertThat(as(console.client().post(LINK, link))
                        .get(SESSION)
                        .data()
                        .path("role")
                        .asText())
                .isEqualTo("admin");
        console.clock().advance(Duration.ofMinutes(10));
        assertThat(console.client().post(LINK, late).status()).isEqualTo(401);
    }

    @Test
    void aLinkIsMadeForTheLauncherAlone() {
        String booking = ServiceTokens.from(console.environment(), "booking", console.clock())
                .tokenFor("console");
        assertThat(console.client().post("/internal/v1/console/links", Map.of()).status())
                .isEqualTo(401);
        assertThat(console.client()
                        .as(booking)
                        .post("/internal/v1/console/links", Map.of())
                        .status())
                .isEqualTo(403);
    }

    @Test
    void pagesLetNobodyFrameThemAndLoadNothingFromElsewhere() {
        for (String path : List.of("/console", "/console/bookings", "/console/bookings/1", "/console/login")) {
            Answer page = console.client().get(path).expect(200);
            assertThat(page.header("Content-Security-Policy"))
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe", "http");
        }
        assertThat(console.client().get("/console/assets/..%2Findex.html").status())
                .isEqualTo(404);
        assertThat(console.client().get("/console/assets/none.js").status()).isEqualTo(404);
    }
}
