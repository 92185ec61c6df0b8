package my.kilat.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** A user with an account, who stays logged in. */
final class Person {
    private static final String PASSWORD = "Demo-Passw0rd!";

    private final Backend backend;
    private final String email;
    private final String name;
    private final String role;
    private String accessToken = "";
    private String refreshToken = "";

    private Person(Backend backend, String email, String name, String role) {
        this.backend = backend;
        this.email = email;
        this.name = name;
        this.role = role;
    }

    /** Registers a person, or logs them in if an earlier demo with the same seed has registered them. */
    static Person of(Backend backend, String email, String name, String role) {
        Person person = new Person(backend, email, name, role);
        try {
            person.remember(backend.ask(Backend.Request.post(
                    "register",
                    "/api/v1/auth/register",
                    Backend.object(
                            "email",
                            email,
                            "password",
                            PASSWORD,
                            "full_name",
                            name,
                            "phone",
                            "+60123456789",
                            "role",
                            role),
                    null)));
        } catch (Refused e) {
            if (e.status() != 409) {
                throw e;
            }
            person.logIn();
        }
        return person;
    }

    private void logIn() {
        remember(backend.ask(Backend.Request.post(
                "log in", "/api/v1/auth/login", Backend.object("email", email, "password", PASSWORD), null)));
    }

    private void remember(JsonNode answer) {
        accessToken = answer.path("data").path("access_token").asText();
        refreshToken = answer.path("data").path("refresh_token").asText();
    }

    synchronized String token() {
        return accessToken;
    }

    JsonNode get(String operation, String path) {
        return ask(new Backend.Request(operation, "GET", path, null, token(), false));
    }

    /** The same for what this person can do without; missing if it is not to be had. */
    JsonNode glance(String operation, String path) {
        return ask(new Backend.Request(operation, "GET", path, null, token(), true));
    }

    JsonNode post(String operation, String path, @Nullable Object body) {
        return ask(Backend.Request.post(operation, path, body, token()));
    }

    /** Sends a request with the access token, and refreshes it once if it has expired. */
    private JsonNode ask(Backend.Request request) {
        try {
            return backend.ask(request);
        } catch (Refused e) {
            if (e.status() != 401) {
                throw e;
            }
            renew(request.token());
            return backend.ask(request.as(token()));
        }
    }

    private synchronized void renew(@Nullable String expired) {
        if (!accessToken.equals(expired)) {
            return;
        }
        try {
            remember(backend.ask(Backend.Request.post(
                    "refresh", "/api/v1/auth/refresh", Backend.object("refresh_token", refreshToken), null)));
        } catch (Refused e) {
            logIn();
        }
    }

    @Override
    public String toString() {
        return role + " " + name;
    }
}
