package my.kilat.acceptance.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import my.kilat.acceptance.platform.Kilat;
import my.kilat.acceptance.platform.Person;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.ApiClient.Answer;
import org.jspecify.annotations.Nullable;

/**
 * A page of a web app in a browser: it asks before each kind of call whether it may, sends its origin and a JSON content type
 * with every call, and can see only answers that name its origin.
 */
final class Browser {
    /** The origins of the web apps: owners, shops (development), runners. */
    static final String LANDING = "http://localhost:3000";

    static final String SELLER = "http://localhost:3001";
    static final String RUNNER = "http://localhost:3002";

    private static final Set<String> WITHOUT_TOKEN =
            Set.of("/api/v1/auth/login", "/api/v1/auth/register", "/api/v1/auth/refresh");
    private static final Shape AUTHENTICATED = Shape.of("""
            access_token:words refresh_token:words
            user.id:uuid user.email:words user.phone:text user.full_name:words user.role:owner|runner|shop|admin
            user.is_verified:bool user.created_at:time""");

    private final Kilat kilat;
    private final String origin;
    private final Set<String> asked = new HashSet<>();
    private String accessToken = "";
    private String refreshToken = "";
    private String email = "";
    private String userId = "";

    Browser(Kilat kilat, String origin) {
        this.kilat = kilat;
        this.origin = origin;
    }

    /** A page of somebody who has just registered there. */
    static Browser registered(Kilat kilat, String origin, String role) {
        Browser browser = new Browser(kilat, origin);
        browser.register(role + "-" + UUID.randomUUID() + "@example.com", Person.PASSWORD, role)
                .expect(201);
        return browser;
    }

    /** Registers as the form does, and keeps the tokens. */
    Answer register(String address, String password, String role) {
        return keep(
                post(
                        "/api/v1/auth/register",
                        Map.of(
                                "full_name", "Aisyah Rahman",
                                "email", address,
                                "phone", "+60 12-345 6789",
                                "password", password,
                                "role", role)),
                address);
    }

    /** Logs in as the form does, and keeps the tokens. */
    Answer logIn(String address, String password) {
        return keep(post("/api/v1/auth/login", Map.of("email", address, "password", password)), address);
    }

    private Answer keep(Answer answer, String address) {
        if (answer.status() < 300) {
            JsonNode data = AUTHENTICATED.check(answer.data());
            accessToken = data.path("access_token").asText();
            refreshToken = data.path("refresh_token").asText();
            email = address;
            userId = data.path("user").path("id").asText();
        }
        return answer;
    }

    String email() {
        return email;
    }

    String refreshToken() {
        return refreshToken;
    }

    /** The same person, for the steps that another test does not look at. */
    Person person() {
        return new Person(
                UUID.fromString(userId),
                email,
                accessToken,
                refreshToken,
                kilat.gateway().as(accessToken));
    }

    Answer get(String path) {
        return call("GET", path, null);
    }

    Answer post(String path, @Nullable Object body) {
        return call("POST", path, body);
    }

    Answer put(String path, @Nullable Object body) {
        return call("PUT", path, body);
    }

    Answer delete(String path) {
        return call("DELETE", path, null);
    }

    /** Makes a call as the page's HTTP library does. */
    Answer call(String method, String path, @Nullable Object body) {
        String bare = path.replaceAll("\\?.*", "");
        if (asked.add(method + bare)) {
            preflight(method, bare);
        }
        ApiClient client = kilat.gateway().with("Origin", origin).with("Content-Type", "application/json");
        if (!WITHOUT_TOKEN.contains(bare) && !accessToken.isEmpty()) {
            client = client.as(accessToken);
        }
        return visible(client.send(method, path, body));
    }

    /** Asks whether a page of this origin may make such a call; without a token, as browsers do. */
    Answer preflight(String method, String path) {
        Answer answer = visible(kilat.gateway()
                .with("Origin", origin)
                .with("Access-Control-Request-Method", method)
                .with("Access-Control-Request-Headers", "authorization,content-type")
                .send("OPTIONS", path, null));
        assertThat(answer.status()).as(answer.toString()).isBetween(200, 204);
        assertThat(answer.header("Access-Control-Allow-Methods")).contains(method);
        assertThat(answer.header("Access-Control-Allow-Headers"))
                .containsIgnoringCase("Authorization")
                .containsIgnoringCase("Content-Type");
        assertThat(answer.headers().map().keySet())
                .as("a preflight is not counted")
                .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("ratelimit"));
        return answer;
    }

    /** A browser hands on what names the page's origin, exactly once. */
    private Answer visible(Answer answer) {
        assertThat(answer.headers().allValues("Access-Control-Allow-Origin"))
                .as(answer.toString())
                .containsExactly(origin);
        assertThat(answer.headers().allValues("Access-Control-Allow-Credentials"))
                .as(answer.toString())
                .containsExactly("true");
        if (answer.status() >= 400) {
            assertThat(answer.json().path("error").isTextual())
                    .as(answer.toString())
                    .isTrue();
            assertThat(answer.error()).isNotBlank();
        }
        return answer;
    }
}
