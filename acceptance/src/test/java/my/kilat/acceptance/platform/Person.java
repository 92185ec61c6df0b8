package my.kilat.acceptance.platform;

import java.util.UUID;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.ApiClient.Answer;

/** Somebody with an account, logged in. */
public record Person(UUID id, String email, String accessToken, String refreshToken, ApiClient client) {
    /** Everybody's password. */
    public static final String PASSWORD = "correct horse battery";

    /** Whoever registered or logged in with that answer. */
    public static Person of(ApiClient gateway, Answer authenticated) {
        var data = authenticated.data();
        String token = data.path("access_token").asText();
        return new Person(
                UUID.fromString(data.path("user").path("id").asText()),
                data.path("user").path("email").asText(),
                token,
                data.path("refresh_token").asText(),
                gateway.as(token));
    }
}
