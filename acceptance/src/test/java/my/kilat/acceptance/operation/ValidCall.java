package my.kilat.acceptance.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import my.kilat.acceptance.platform.Kilat;
import my.kilat.acceptance.platform.Person;
import my.kilat.acceptance.platform.RawHttp;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.ApiClient.Answer;
import org.jspecify.annotations.Nullable;

/**
 * A call as the document gives it in its examples, about the things of a scene: nothing is wrong with it, unless it is with
 * who makes it.
 *
 * @param target path and query
 * @param body JSON, missing when the operation takes none
 */
public record ValidCall(Operation operation, String target, JsonNode body) {

    /** The call of an operation in a scene. */
    public static ValidCall of(Kilat kilat, Operation operation, Scene scene) {
        return new ValidCall(
                operation, path(operation, scene) + query(operation, scene), body(kilat, operation, scene));
    }

    /** The path, with what the scene has in place of its parameters. */
    public static String path(Operation operation, Scene scene) {
        String thing = switch (operation.path().replaceAll("^/api/v1/|/\\{.*", "")) {
            case "petshops" -> scene.petShop();
            case "notifications" -> scene.notification();
            case "payments" -> scene.payment();
            default -> scene.booking();
        };
        return operation.path().replaceAll("\\{[^}]+}", thing);
    }

    private static String query(Operation operation, Scene scene) {
        String query = operation.parameters("query").stream()
                .filter(parameter -> parameter.path("required").asBoolean()
                        || parameter.path("name").asText().equals("key"))
                .map(parameter -> parameter.path("name").asText() + "="
                        + (parameter.path("name").asText().equals("key")
                                ? encoded(scene.checkoutKey())
                                : parameter.path("example").asText()))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? "" : "?" + query;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static JsonNode body(Kilat kilat, Operation operation, Scene scene) {
        JsonNode example = operation.bodyExample();
        return switch (operation.id()) {
            case "register" -> with(example, Map.of("email", UUID.randomUUID() + "@example.com"));
            case "login" -> with(example, Map.of("email", scene.cast().owner().email(), "password", Person.PASSWORD));
            // A refresh token is used up, so each call brings that of a new login.
            case "refresh" ->
                with(
                        example,
                        Map.of(
                                "refresh_token",
                                kilat.logIn(scene.cast().shop().email(), Person.PASSWORD)
                                        .refreshToken()));
            case "assignRunner" ->
                with(example, Map.of("runner_id", scene.cast().runner().id().toString()));
            case "initiatePayment" -> with(example, Map.of("booking_id", scene.booking()));
            default -> example;
        };
    }

    private static JsonNode with(JsonNode example, Map<String, String> fields) {
        ObjectNode changed = example.deepCopy();
        fields.forEach(changed::put);
        return changed;
    }

    /** Makes the call where clients make it. */
    public Answer send(Kilat kilat, @Nullable String token) {
        return send(port(kilat), token);
    }

    /** Where clients make the call: at the gateway, or at a service if it is offered there only. */
    public int port(Kilat kilat) {
        boolean atTheService =
                operation.service().equals("platform") || operation.path().startsWith("/.well-known/");
        return atTheService ? portOfService(kilat) : kilat.gatewayPort();
    }

    /** Makes the call past the gateway. */
    public Answer sendToService(Kilat kilat, @Nullable String token) {
        return send(portOfService(kilat), token);
    }

    private Answer send(int port, @Nullable String token) {
        if (operation.isSocket()) {
            return RawHttp.upgrade(port, target + (token == null ? "" : "?token=" + token), Map.of());
        }
        ApiClient client =
                token == null ? ApiClient.at(port) : ApiClient.at(port).as(token);
        return client.send(operation.method(), target, body.isMissingNode() ? null : body);
    }

    private int portOfService(Kilat kilat) {
        return kilat.port(operation.service().equals("platform") ? "booking" : operation.service());
    }
}
