package my.kilat.bench.lifecycle;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import my.kilat.bench.BenchException;
import my.kilat.bench.load.Connection;
import my.kilat.platform.json.Json;

/** Somebody who sends the load. */
record Account(String token) {
    static Account register(Connection connection, String role) {
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
            return new Account(data(answer, 201).path("access_token").asText());
        } catch (IOException e) {
            throw new BenchException("the gateway does not answer: " + e.getMessage(), e);
        }
    }

    /** The data of an answer that has to have this status. */
    static JsonNode data(Connection.Answer answer, int status) {
        if (answer.status() != status) {
            throw new BenchException("answered " + answer.status() + ": " + answer.body());
        }
        return Json.read(answer.body(), JsonNode.class).path("data");
    }

    /** Sends a request in this person's name. */
    Connection.Answer send(
            Connection connection, String method, String path, @org.jspecify.annotations.Nullable String body)
            throws IOException {
        return connection.send(method, path, token, body);
    }
}
