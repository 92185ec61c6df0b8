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
 * @param token the access token
 */
public record Account(String id, String token) {
    private static final String DEVELOPMENT_ADMIN =
            "{\"email\":\"admin.test@kilat.my\",\"password\":\"TestAdmin123!\"}";

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
                "Bench-Passw0rd!",
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
        try {
            return of(data(connection.send("POST", "/api/v1/auth/login", "", DEVELOPMENT_ADMIN), 200));
        } catch (IOException e) {
            throw new BenchException("the gateway does not answer: " + e.getMessage(), e);
        }
    }

    private static Account of(JsonNode session) {
        return new Account(
                session.path("user").path("id").asText(),
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
