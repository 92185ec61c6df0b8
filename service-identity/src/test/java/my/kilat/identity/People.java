package my.kilat.identity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.json.Json;

/** People who use a running identity. */
final class People {
    static final String PASSWORD = "correct horse";

    private final TestService service;

    People(TestService service) {
        this.service = service;
    }

    /** Somebody with an account, as register, login or refresh answered. */
    record Person(UUID id, String email, String access, String refresh) {
        static Person of(JsonNode auth) {
            return new Person(
                    UUID.fromString(auth.path("user").path("id").asText()),
                    auth.path("user").path("email").asText(),
                    auth.path("access_token").asText(),
                    auth.path("refresh_token").asText());
        }
    }

    static String newAddress() {
        return "p" + UUID.randomUUID().toString().substring(0, 13) + "@example.com";
    }

    /** A body of a registration that succeeds. */
    static Map<String, Object> form(String email) {
        return new HashMap<>(
                Map.of("email", email, "password", PASSWORD, "full_name", "Aisyah Rahman", "role", "owner"));
    }

    Person register() {
        return Person.of(service.client()
                .post("/api/v1/auth/register", form(newAddress()))
                .expect(201)
                .data());
    }

    ApiClient.Answer login(String email, String password) {
        return login(service.client(), email, password);
    }

    /** A login that the gateway hands on for a network address. */
    ApiClient.Answer loginFrom(String address, String email, String password) {
        return login(service.client().with("X-Real-IP", address), email, password);
    }

    private static ApiClient.Answer login(ApiClient client, String email, String password) {
        return client.post("/api/v1/auth/login", Map.of("email", email, "password", password));
    }

    ApiClient.Answer refresh(String token) {
        return service.client().post("/api/v1/auth/refresh", Map.of("refresh_token", token));
    }

    ApiClient as(Person person) {
        return service.client().as(person.access());
    }

    /** The claims of a token, read without a look at its signature. */
    static JsonNode claims(String token) {
        return Json.tree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
    }

    /** The header of a token. */
    static JsonNode header(String token) {
        return Json.tree(Base64.getUrlDecoder().decode(token.split("\\.")[0]));
    }
}
