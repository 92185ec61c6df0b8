package my.kilat.acceptance.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import my.kilat.acceptance.platform.Kilat;
import my.kilat.acceptance.platform.Person;
import my.kilat.acceptance.platform.Rides;
import my.kilat.platform.fixture.ApiClient.Answer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the three web apps have in common. */
class WebAppsTest {
    private static final Shape NOTIFICATION =
            Shape.of("id:uuid title:words body:text is_read:bool created_at:time type:words");

    private static Kilat kilat;

    @BeforeAll
    static void start() {
        kilat = Kilat.shared();
    }

    /** The last line is the app of shops as it is started in production. */
    @Quirk({"W-3", "W-4", "W-9", "W-10", "WS-3", "WS-5"})
    @ParameterizedTest
    @CsvSource({
        "http://localhost:3000,owner",
        "http://localhost:3001,shop",
        "http://localhost:3002,runner",
        "http://localhost:3000,shop"
    })
    void somebodyRegistersLogsInStaysLoggedInAndLogsOut(String origin, String role) {
        Browser browser = new Browser(kilat, origin);
        String email = "Web-" + UUID.randomUUID() + "@Example.com";
        browser.register(email, "7 chars", role).expect(400);
        JsonNode user =
                browser.register(email, "8 chars!", role).expect(201).data().path("user");
        assertThat(user.path("full_name").asText()).isEqualTo("Aisyah Rahman");
        assertThat(user.path("email").asText()).isEqualTo(email.toLowerCase(java.util.Locale.ROOT));
        assertThat(user.path("phone").asText()).isEqualTo("+60123456789");
        assertThat(user.path("role").asText()).isEqualTo(role);
        browser.register(email, "8 chars!", role).expect(409);

        assertThat(browser.logIn(email, "wrong password").expect(401).error()).isEqualTo("invalid email or password");
        browser.logIn(email, "8 chars!").expect(200);

        Shape.of("access_token:words refresh_token:words")
                .check(browser.post("/api/v1/auth/refresh", Map.of("refresh_token", browser.refreshToken()))
                        .expect(200)
                        .data());
        browser.put("/api/v1/auth/profile", Map.of("full_name", "Aisyah binti Rahman"))
                .expect(200);
        browser.post("/api/v1/auth/logout", null).expect(200);
        browser.post("/api/v1/auth/refresh", Map.of("refresh_token", browser.refreshToken()))
                .expect(401);
    }

    @Test
    void aBlankPhoneIsLeftOut() {
        Answer answer = new Browser(kilat, Browser.LANDING)
                .post(
                        "/api/v1/auth/register",
                        Map.of(
                                "full_name",
                                "Tan Wei Ming",
                                "email",
                                UUID.randomUUID() + "@example.com",
                                "password",
                                Person.PASSWORD,
                                "role",
                                "owner"));
        assertThat(answer.expect(201).data().path("user").path("phone").asText("none"))
                .isEmpty();
    }

    @Quirk({"W-7", "W-8"})
    @Test
    void theInboxIsReadAndTickedOff() {
        Browser browser = Browser.registered(kilat, Browser.LANDING, "owner");
        assertThat(inbox(browser).isArray()).as("an empty inbox").isTrue();
        Rides.book(browser.person());
        await("news").until(() -> !inbox(browser).isEmpty());
        String id = NOTIFICATION.checkAll(inbox(browser)).get(0).path("id").asText();
        browser.put("/api/v1/notifications/" + id + "/read", null).expect(200);
        assertThat(inbox(browser).get(0).path("is_read").asBoolean()).isTrue();
    }

    private static JsonNode inbox(Browser browser) {
        return browser.get("/api/v1/notifications?page=1&limit=50").expect(200).data();
    }

    /** Every call of the three apps. */
    static Stream<List<String>> calls() {
        String id = "/" + UUID.randomUUID();
        return Stream.of(
                        "POST /api/v1/auth/login",
                        "POST /api/v1/auth/register",
                        "POST /api/v1/auth/refresh",
                        "POST /api/v1/auth/logout",
                        "PUT /api/v1/auth/profile",
                        "GET /api/v1/notifications",
                        "PUT /api/v1/notifications" + id + "/read",
                        "GET /api/v1/bookings",
                        "POST /api/v1/bookings",
                        "GET /api/v1/bookings" + id,
                        "POST /api/v1/bookings" + id + "/confirm",
                        "POST /api/v1/bookings" + id + "/cancel",
                        "POST /api/v1/bookings" + id + "/accept",
                        "POST /api/v1/bookings" + id + "/pickup",
                        "POST /api/v1/bookings" + id + "/deliver",
                        "GET /api/v1/payments/booking" + id,
                        "POST /api/v1/payments/initiate",
                        "GET /api/v1/runners/nearby",
                        "GET /api/v1/runners/me",
                        "POST /api/v1/runners",
                        "POST /api/v1/runners/me/crates",
                        "POST /api/v1/runners/me/online",
                        "POST /api/v1/runners/me/offline",
                        "POST /api/v1/runners/me/location",
                        "GET /api/v1/petshops",
                        "GET /api/v1/petshops/mine",
                        "POST /api/v1/petshops",
                        "GET /api/v1/petshops" + id,
                        "PUT /api/v1/petshops" + id,
                        "DELETE /api/v1/petshops" + id)
                .map(call -> List.of(call.split(" ")));
    }

    @Quirk("W-1")
    @ParameterizedTest
    @CsvSource({
        "http://localhost:3000",
        "http://localhost:3001",
        "http://localhost:3002",
        "http://localhost:3003",
        "http://localhost:8080"
    })
    void everyCallMayBeAskedForBeforehand(String origin) {
        Browser browser = new Browser(kilat, origin);
        calls().forEach(call -> {
            Answer answer = browser.preflight(call.get(0), call.get(1));
            assertThat(answer.header("Access-Control-Max-Age")).isEqualTo("43200");
        });
    }

    @Test
    void aPageFromElsewhereIsNotLetIn() {
        Answer answer = kilat.gateway()
                .with("Origin", "https://evil.example")
                .with("Access-Control-Request-Method", "POST")
                .send("OPTIONS", "/api/v1/bookings", null);
        assertThat(answer.headers().allValues("Access-Control-Allow-Origin")).isEmpty();
    }

    /** Each of these is checked by the browser for its headers. */
    @Quirk("W-2")
    @Test
    void failuresCanBeSeenByThePage() {
        Browser owner = Browser.registered(kilat, Browser.LANDING, "owner");
        String booking = Rides.book(owner.person()).toString();
        new Browser(kilat, Browser.LANDING)
                .get("/api/v1/bookings?page=1&limit=5")
                .expect(401);
        owner.post("/api/v1/bookings", Map.of()).expect(400);
        owner.post("/api/v1/runners/me/offline", null).expect(403);
        owner.get("/api/v1/bookings/" + UUID.randomUUID()).expect(404);
        owner.get("/api/v1/nothing/of/the/kind").expect(404);
        owner.post("/api/v1/payments/initiate", Map.of("booking_id", booking, "amount_cents", 2210))
                .expect(201);
        owner.post("/api/v1/bookings/" + booking + "/confirm", null).expect(422);
        owner.post("/api/v1/bookings", " ".repeat((1 << 20) + 1)).expect(413);
    }

    /** Any 401 makes the apps refresh and try again, without end where it is not about the token. */
    @Quirk("W-3")
    @Test
    void a401IsAboutTokensAndPasswordsOnlyAndAGuesserIsEndedBy429() {
        Browser owner = Browser.registered(kilat, Browser.LANDING, "owner");
        String foreign = Rides.book(kilat.owner()).toString();
        owner.get("/api/v1/bookings/" + foreign).expect(403);
        owner.post("/api/v1/bookings/" + foreign + "/accept", null).expect(403);
        owner.get("/api/v1/petshops/mine").expect(403);
        Answer guess = owner.logIn(owner.email(), "a wrong guess");
        for (int i = 0; i < 50 && guess.status() == 401; i++) {
            guess = owner.logIn(owner.email(), "a wrong guess");
        }
        assertThat(Integer.parseInt(guess.expect(429).header("Retry-After"))).isPositive();
    }

    @Quirk("W-5")
    @Test
    void twoTabsMayRefreshWithTheSameToken() {
        Browser browser = Browser.registered(kilat, Browser.LANDING, "owner");
        Map<String, String> body = Map.of("refresh_token", browser.refreshToken());
        List<String> successors = Stream.of(body, body, body)
                .map(each -> CompletableFuture.supplyAsync(
                        () -> kilat.gateway().post("/api/v1/auth/refresh", each).expect(200)))
                .toList()
                .stream()
                .map(answer -> answer.join().data().path("refresh_token").asText())
                .distinct()
                .toList();
        assertThat(successors).hasSize(1);
        kilat.gateway()
                .post("/api/v1/auth/refresh", Map.of("refresh_token", successors.getFirst()))
                .expect(200);
    }
}
