package my.kilat.console;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.TestService;

/** What a page of the console sends. */
public final class Browser {
    private Browser() {}

    /** Logs in as the account of a role, and sends cookie and token from then on. */
    public static ApiClient logIn(TestService console, String role) {
        String cookie = console.client()
                .post("/api/v1/console/login", Map.of("email", role, "password", IdentityStandIn.PASSWORD))
                .expect(200)
                .header("Set-Cookie");
        ApiClient client = console.client().with("Cookie", cookie.substring(0, cookie.indexOf(';')));
        return client.with(
                "X-CSRF-Token",
                client.get("/api/v1/console/session")
                        .expect(200)
                        .data()
                        .path("csrf_token")
                        .asText());
    }

    /** The settings of a console that finds all services but identity at one address. */
    public static Map<String, String> settings(IdentityStandIn identity, String others) {
        Map<String, String> settings = new HashMap<>(Map.of("UPSTREAM_IDENTITY", identity.url()));
        List.of("BOOKING", "PAYMENT", "RUNNER", "DISPATCH", "TRACKING", "NOTIFICATION")
                .forEach(name -> settings.put("UPSTREAM_" + name, others));
        return settings;
    }
}
