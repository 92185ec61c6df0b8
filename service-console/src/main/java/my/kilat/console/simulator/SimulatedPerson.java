package my.kilat.console.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import my.kilat.console.upstream.Services;
import my.kilat.contract.catalogue.Component;
import my.kilat.contract.identity.LoginRequest;
import my.kilat.contract.identity.RegisterRequest;
import my.kilat.contract.identity.Role;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.http.Idempotency;
import my.kilat.platform.service.ServiceClient;
import my.kilat.platform.service.UnknownOutcomeException;

/** Somebody of a demo, who does by the public operations of the services what a person does with an app. */
final class SimulatedPerson {
    static final int CONFLICT = 409;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int UNAUTHORIZED = 401;
    private static final int TOO_MANY = 429;

    private final Services services;
    private final LoginRequest login;
    private volatile String token = "";
    private volatile String id = "";

    SimulatedPerson(Services services, LoginRequest login) {
        this.services = services;
        this.login = login;
    }

    /** The account; nothing before they have logged in. */
    Optional<UUID> id() {
        return id.isEmpty() ? Optional.empty() : Optional.of(UUID.fromString(id));
    }

    /** Registers, or logs in if there is such an account. */
    void join(String name, Role role) {
        try {
            remember(send(
                    Component.IDENTITY,
                    "/api/v1/auth/register",
                    Map.of(),
                    new RegisterRequest(login.email(), login.password(), name, "+60123456789", role, null, null)));
        } catch (RefusedException e) {
            if (e.status() != CONFLICT) {
                throw e;
            }
            logIn();
        }
    }

    void logIn() {
        remember(send(Component.IDENTITY, "/api/v1/auth/login", Map.of(), login));
    }

    private void remember(JsonNode data) {
        token = data.path("access_token").asText();
        id = data.path("user").path("id").asText();
    }

    /**
     * Has a service do something.
     *
     * @param key with which it is done once, however often it is sent
     * @return what the service answers under {@code data}
     * @throws RefusedException if the service refuses it
     * @throws Failure.Unavailable if it may have been done or not; to send it again with the key is safe
     */
    JsonNode post(Component service, String path, Object body, UUID key) {
        return loggedIn(
                () -> send(service, path, Map.of("Authorization", bearer(), "Idempotency-Key", key.toString()), body));
    }

    /** As {@link #post(Component, String, Object, UUID)}, for what may be done twice. */
    JsonNode post(Component service, String path, Object body) {
        return post(service, path, body, UUID.randomUUID());
    }

    /** What a service answers to a question. */
    JsonNode get(Component service, String path) {
        return loggedIn(() -> data(service, services.client(service).get(path, bearer(), TIMEOUT)));
    }

    private String bearer() {
        return "Bearer " + token;
    }

    /** Asks, and once more with a new token if the one there was has expired. */
    private JsonNode loggedIn(Supplier<JsonNode> request) {
        try {
            return request.get();
        } catch (RefusedException e) {
            if (e.status() != UNAUTHORIZED) {
                throw e;
            }
            logIn();
            return request.get();
        }
    }

    private JsonNode send(Component service, String path, Map<String, String> headers, Object body) {
        try {
            return data(service, services.client(service).change(path, headers, body, TIMEOUT));
        } catch (UnknownOutcomeException e) {
            throw new Failure.Unavailable(e.why());
        }
    }

    private static JsonNode data(Component service, ServiceClient.Answer answer) {
        int status = answer.status();
        String name = "the " + service.shortName() + " service";
        if (status >= 500 || status == TOO_MANY) {
            throw new Failure.Unavailable(name + " answered with status " + status);
        }
        JsonNode body = answer.json();
        String error = body.path("error").asText("status " + status);
        if (status == CONFLICT && error.equals(Idempotency.IN_PROGRESS)) {
            // The response to the first request did not come in time; it is kept, and comes to a later one.
            throw new Failure.Unavailable(name + " is not done yet: " + error);
        }
        if (status >= 300) {
            throw new RefusedException(status, name + " refuses: " + error);
        }
        return body.path("data");
    }
}
