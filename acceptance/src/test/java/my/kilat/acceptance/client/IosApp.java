package my.kilat.acceptance.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import my.kilat.acceptance.platform.Person;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.ApiClient.Answer;

/** A native iOS app: no origin, no content type without a body, ids in capitals, and nothing read but {@code data}. */
final class IosApp {
    /** What the system's HTTP library calls itself; it must make no difference. */
    static final Map<String, String> NATIVE = Map.of("User-Agent", "Kilat/1 CFNetwork/1490.0.4 Darwin/23.2.0");

    private final ApiClient client;

    IosApp(ApiClient client) {
        this.client = client.with("User-Agent", NATIVE.get("User-Agent"));
    }

    static IosApp of(Person person) {
        return new IosApp(person.client());
    }

    /** As Swift writes a UUID. */
    static String id(UUID id) {
        return id.toString().toUpperCase(Locale.ROOT);
    }

    JsonNode get(String path) {
        return decoded(client.get(path));
    }

    JsonNode post(String path) {
        return decoded(client.post(path));
    }

    JsonNode post(String path, Map<String, ?> body) {
        return decoded(client.post(path, body));
    }

    /** The answer as it is, for calls that may fail. */
    ApiClient raw() {
        return client;
    }

    private static JsonNode decoded(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isBetween(200, 299);
        assertThat(answer.json().path("success").asBoolean())
                .as(answer.toString())
                .isTrue();
        assertThat(answer.json().hasNonNull("data")).as(answer.toString()).isTrue();
        return answer.data();
    }
}
