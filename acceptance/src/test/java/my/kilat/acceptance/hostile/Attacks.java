package my.kilat.acceptance.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import my.kilat.acceptance.hostile.Bodies.Spoiler;
import my.kilat.acceptance.operation.Operation;
import my.kilat.acceptance.operation.Scenes;
import my.kilat.acceptance.platform.Kilat;
import my.kilat.platform.json.Json;

/** What may be sent to an operation to make it costly: bodies, queries, headers and ids, made from the document. */
final class Attacks {
    private static final int LONG = 7_000;

    private final Victim victim;
    private final Operation operation;
    private final String target;
    private final Map<String, String> headers = new HashMap<>();

    Attacks(Kilat kilat, Scenes scenes, Operation operation) {
        this.victim = new Victim(kilat, scenes, operation);
        this.operation = operation;
        this.target = victim.call().target();
        if (victim.token() != null) {
            headers.put("Authorization", "Bearer " + victim.token());
        }
        if (operation.isSocket()) {
            headers.putAll(Map.of(
                    "Upgrade", "websocket",
                    "Connection", "Upgrade",
                    "Sec-WebSocket-Version", "13",
                    "Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="));
        }
    }

    /** Where they are sent. */
    int port() {
        return victim.port();
    }

    /** All of them. */
    List<AttackRequest> all() {
        List<AttackRequest> attacks = new ArrayList<>();
        attacks.add(request("nothing wrong", target, Map.of(), valid()));
        attacks.addAll(bodies());
        attacks.addAll(targets());
        attacks.addAll(heads());
        return attacks;
    }

    /** All but those on the fields of a body, and that share of these; another one each time. */
    List<AttackRequest> some(double share) {
        return all().stream()
                .filter(attack -> !attack.what().contains(Bodies.IS)
                        || ThreadLocalRandom.current().nextDouble() < share)
                .toList();
    }

    private byte[] valid() {
        JsonNode body = victim.call().body();
        return body.isMissingNode() ? new byte[0] : Json.bytes(body);
    }

    private AttackRequest request(String what, String to, Map<String, String> more, byte[] body) {
        Map<String, String> all = new HashMap<>(headers);
        all.putAll(more);
        return AttackRequest.of(operation.id() + ": " + what, operation.method(), to, all, body);
    }

    private List<AttackRequest> bodies() {
        if (operation.bodySchema().isMissingNode()) {
            byte[] spaces = " ".repeat(operation.mostBody()).getBytes(StandardCharsets.US_ASCII);
            return List.of(request("a body where none is read", target, Map.of(), spaces));
        }
        List<AttackRequest> attacks = new ArrayList<>();
        JsonNode valid = victim.call().body();
        for (Spoiler spoiler : new Bodies(operation).ofTheLargest()) {
            attacks.add(
                    request(spoiler.what(), target, Map.of(), spoiler.spoil().apply(valid)));
        }
        attacks.add(request("the largest valid body", target, Map.of(), Json.bytes(LargestBody.of(operation, valid))));
        return attacks;
    }

    private List<AttackRequest> targets() {
        List<AttackRequest> attacks = new ArrayList<>();
        String path = target.replaceAll("\\?.*", "");
        String query = target.contains("?") ? target.substring(target.indexOf('?')) + "&" : "?";
        String parameters =
                IntStream.range(0, 900).mapToObj(i -> "p" + i + "=1").collect(Collectors.joining("&"));
        attacks.add(request("many parameters", path + query + parameters, Map.of(), valid()));
        attacks.add(request("a parameter often", path + query + "page=1&".repeat(900), Map.of(), valid()));
        for (JsonNode parameter : operation.parameters("query")) {
            String name = parameter.path("name").asText();
            for (String value : List.of("9".repeat(LONG), "a".repeat(LONG), "%F0%9F%90%88".repeat(LONG / 12), "%00")) {
                attacks.add(request(
                        name + " = " + value.substring(0, 3) + "…",
                        path + query + name + "=" + value,
                        Map.of(),
                        valid()));
            }
        }
        if (operation.path().contains("{")) {
            for (String id : List.of("9".repeat(LONG), "%2e%2e%2f".repeat(LONG / 9), "-".repeat(LONG))) {
                attacks.add(request(
                        "id " + id.substring(0, 3) + "…",
                        operation.path().replaceAll("\\{[^}]+}", id) + query,
                        Map.of(),
                        valid()));
            }
        }
        return attacks;
    }

    private List<AttackRequest> heads() {
        List<AttackRequest> attacks = new ArrayList<>();
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i < 400; i++) {
            many.put("X-" + i, "1");
        }
        attacks.add(request("many headers", target, many, valid()));
        for (String name : List.of("X-Request-ID", "Idempotency-Key", "Cookie", "X-Forwarded-For", "traceparent")) {
            attacks.add(request("a long " + name, target, Map.of(name, "1,".repeat(LONG / 2)), valid()));
        }
        if (headers.containsKey("Authorization")) {
            attacks.add(request(
                    "a long token", target, Map.of("Authorization", "Bearer " + "a.".repeat(LONG / 2)), valid()));
        }
        return attacks;
    }
}
