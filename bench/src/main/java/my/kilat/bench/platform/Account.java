package my.kilat.bench.platform;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import my.kilat.bench.BenchException;
import my.kilat.bench.load.Connection;
import my.kilat.platform.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who sends the load.
 *
 * @param id user id
 * @param email with which they log in
 * @param token the access token
 */
public record Account(String id, String email, String token) {
    private static final String PASSWORD = "Bench-Passw0rd!";

    /** Registers so many new owners or runners. */
    public static List<Account> register(Platform platform, String role, int count) {
        System.out.println("registering " + count + " " + role + "s");
        try (Connection connection = new Connection(platform.gateway())) {
            return IntStream.range(0, count)
                    .mapToObj(_ -> register(connection, role))
                    .toList();
        }
    }

    /** Registers a new owner or runner. */
    private static Account register(Connection connection, String role) {
        String body = Json.text(Map.of(
                "email",
                "bench-" + UUID.randomUUID() + "@example.com",
                "password",
                PASSWORD,
                "full_name",
                "Bench " + role,
                "role",
                role));
        try {
            Connection.Answer answer = connection.send("POST", "/api/v1/auth/register", "", body);
            if (answer.status() == 429) {
                throw new BenchException("The gateway limits the bench. Start the platform again with limits that do"
                        + " not: ./kilat down && RATE_LIMIT_PER_MIN=100000000 ./kilat up -d");
            }
            return of(data(answer, 201));
        } catch (IOException e) {
            throw new BenchException("the gateway does not answer: " + e.getMessage(), e);
        }
    }

    /** Logs in as the administrator that a platform in development has. */
    public static Account admin(Connection connection) {
        return logIn(connection, "admin.test@kilat.my", "TestAdmin123!");
    }

    /** The same registered person with a new session: an access token lasts for minutes only. */
    public Account again(Connection connection) {
        return logIn(connection, email, PASSWORD);
    }

    private static Account logIn(Connection connection, String email, String password) {
        String body = Json.text(Map.of("email", email, "password", password));
        try {
            return of(data(connection.send("POST", "/api/v1/auth/login", "", body), 200));
        } catch (IOException e) {
            throw new BenchException("the gateway does not answer: " + e.getMessage(), e);
        }
    }

    private static Account of(JsonNode session) {
        return new Account(
                session.path("user").path("id").asText(),
                session.path("user").path("email").asText(),
                session.path("access_token").asText());
    }

    /** The data of an answer that has to have this status. */
    public static JsonNode data(Connection.Answer answer, int status) {
        require(answer, status);
        return Json.read(answer.body(), JsonNode.class).path("data");
    }

    /**
     * Checks the status of an answer.
     *
     * @throws BenchException if it is another one
     */
    public static void require(Connection.Answer answer, int status) {
        if (answer.status() != status) {
            throw new BenchException("answered " + answer.status() + ", not " + status + ": " + answer.body());
        }
    }

    /** Sends a request in this person's name. */
    public Connection.Answer send(Connection connection, String method, String path, @Nullable String body)
            throws IOException {
        return connection.send(method, path, token, body);
    }
}
