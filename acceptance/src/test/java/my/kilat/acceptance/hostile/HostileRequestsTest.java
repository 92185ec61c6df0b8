package my.kilat.acceptance.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import my.kilat.acceptance.operation.Operation;
import my.kilat.acceptance.operation.Scenes;
import my.kilat.acceptance.platform.Kilat;
import my.kilat.acceptance.platform.LogWatch;
import my.kilat.acceptance.platform.RawHttp;
import my.kilat.platform.fixture.ApiClient.Answer;
import my.kilat.platform.json.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation gets ids, queries, headers and methods that nobody should send, down to broken escapes. */
class HostileRequestsTest {
    /** As they stand in a path or a query. */
    private static final List<String> WRITTEN = List.of(
            "0",
            "-1",
            "1.5",
            "NaN",
            "Infinity",
            "1e400",
            "1d",
            "0x10",
            "0x1p3",
            "1,5",
            "9".repeat(400),
            "null",
            "undefined",
            "true",
            "active",
            "ACTIVE",
            "%20",
            "%00",
            "a%00b",
            "%ff%fe",
            "%c3%28",
            "%ed%a0%80",
            "%f0%9f%90%95",
            "%e2%80%ae%d7%a9",
            "%d9%a3",
            "%27%20or%201=1--",
            "%3Cscript%3E",
            "%2e%2e%2f%2e%2e%2f",
            "..%5c",
            "%252e",
            "{id}",
            "a|b",
            "\u00e9",
            "%",
            "%g1",
            "a".repeat(4000),
            "0193f1c2-7a10-7c3e-9b1d-4f2a6c8e0b1",
            "0193f1c2-7a10-7c3e-9b1d-4f2a6c8e0b111",
            "0193f1c27a107c3e9b1d4f2a6c8e0b11",
            "%7B0193f1c2-7a10-7c3e-9b1d-4f2a6c8e0b11%7D",
            "0193f1c2-7a10-7c3e-9b1d-4f2a6c8e0b1g",
            "0-0-0-0-0");

    private static Kilat kilat;
    private static Scenes scenes;
    private static LogWatch log;

    @BeforeAll
    static void start() {
        kilat = Kilat.shared();
        scenes = new Scenes(kilat);
        log = new LogWatch();
    }

    @AfterAll
    static void theLogHasNothingToWorryAbout() {
        log.close();
        assertThat(log.worries()).isEmpty();
    }

    private static Answer send(Victim victim, String target, Map<String, String> more) {
        return send(victim, victim.operation().method(), target, more);
    }

    private static Answer send(Victim victim, String method, String target, Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(more);
        if (victim.token() != null) {
            headers.putIfAbsent("Authorization", "Bearer " + victim.token());
        }
        if (victim.operation().isSocket() && method.equals("GET")) {
            return RawHttp.upgrade(victim.port(), target, headers);
        }
        JsonNode body = victim.call().body();
        byte[] bytes = body.isMissingNode() ? new byte[0] : Json.bytes(body);
        return RawHttp.send(victim.port(), method, target, headers, bytes);
    }

    static Stream<Operation> withIds() {
        return Operation.ALL.stream().filter(operation -> operation.path().contains("{"));
    }

    /** None of them is an id. */
    @ParameterizedTest
    @MethodSource("withIds")
    void ids(Operation operation) {
        Victim victim = new Victim(kilat, scenes, operation);
        Verdict verdict = new Verdict();
        for (String id : WRITTEN) {
            String target = operation.path().replaceAll("\\{[^}]+}", java.util.regex.Matcher.quoteReplacement(id));
            verdict.hear("id " + id, false, List.of(400, 404), () -> send(victim, target, Map.of()));
        }
        for (String path : List.of(
                operation.path().replaceAll("\\{[^}]+}", ""),
                victim.call().target() + "/",
                victim.call().target() + "/more",
                victim.call().target().replace("/", "//"),
                victim.call().target().replace("/api", "/api/./x/..").replace("/ws", "/ws/."))) {
            verdict.hear("path " + path, true, List.of(), () -> send(victim, path, Map.of()));
        }
        verdict.pronounce();
    }

    static Stream<Operation> withQueries() {
        return Operation.ALL.stream()
                .filter(operation -> !operation.parameters("query").isEmpty());
    }

    @ParameterizedTest
    @MethodSource("withQueries")
    void queries(Operation operation) {
        Victim victim = new Victim(kilat, scenes, operation);
        Verdict verdict = new Verdict();
        String path = victim.call().target().replaceAll("\\?.*", "");
        List<String> required =
                List.of(victim.call().target().replaceAll("^[^?]*\\??", "").split("&"));
        for (JsonNode parameter : operation.parameters("query")) {
            String name = parameter.path("name").asText();
            List<String> others = new ArrayList<>(required);
            others.removeIf(pair -> pair.isEmpty() || pair.startsWith(name + "="));
            String rest = path + "?" + String.join("&", others) + (others.isEmpty() ? "" : "&");
            for (String value : WRITTEN) {
                boolean allowed = !isReadable(value) || Rules.allow(parameter, readable(value));
                verdict.hear(
                        name + "=" + value,
                        allowed,
                        List.of(400, 404),
                        () -> send(victim, rest + name + "=" + value, Map.of()));
            }
            boolean optional = !parameter.path("required").asBoolean();
            for (String pair : List.of("", name, name + "=", name + "=%20", "=" + name, name + "[]=1", "&&;=&?#")) {
                verdict.hear(pair, optional, List.of(400), () -> send(victim, rest + pair, Map.of()));
            }
            String example = name + "=" + parameter.path("example").asText("1");
            for (String pair : List.of(example + "&" + example, example + "&" + name + "=x", name + "=x&" + example)) {
                verdict.hear(pair, true, List.of(), () -> send(victim, rest + pair, Map.of()));
            }
            verdict.hear("many", true, List.of(), () -> send(victim, rest + (example + "&").repeat(200), Map.of()));
        }
        verdict.pronounce();
    }

    private static boolean isReadable(String value) {
        try {
            return !readable(value).contains("\ufffd");
        } catch (IllegalArgumentException brokenEscape) {
            return false;
        }
    }

    private static String readable(String value) {
        return URLDecoder.decode(value, StandardCharsets.UTF_8);
    }

    static Stream<Operation> all() {
        return Operation.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("all")
    void headers(Operation operation) {
        Victim victim = new Victim(kilat, scenes, operation);
        Verdict verdict = new Verdict();
        String target = victim.call().target();
        if (victim.token() != null) {
            for (String odd : List.of(
                    "",
                    "Bearer",
                    "Bearer  ",
                    "Bearer a b",
                    "Bearer " + "a".repeat(8000),
                    "Bearer \u00e9",
                    "Basic eDp5",
                    ",")) {
                verdict.hear(
                        "Authorization: " + odd,
                        false,
                        List.of(401),
                        () -> send(victim, target, Map.of("Authorization", odd)));
            }
            if (operation.changes()) {
                for (String odd : List.of("", " ", "a b", "k".repeat(256), "\u00e9")) {
                    verdict.hear(
                            "Idempotency-Key: " + odd,
                            false,
                            List.of(400),
                            () -> send(victim, target, Map.of("Idempotency-Key", odd)));
                }
            }
        }
        for (Map<String, String> odd : List.of(
                Map.of("X-Request-ID", "\u00e9 " + "x".repeat(500)),
                Map.of("Accept", "image/*;q=x", "Accept-Language", "\u00e9", "Accept-Encoding", "br;q=0, *;q=nonsense"),
                Map.of("Origin", "null"),
                Map.of("Origin", "http://localhost:3000.evil.example"),
                Map.of("traceparent", "00-zz-zz-zz", "X-Forwarded-For", "nonsense, ::1, %00"),
                Map.of("Cookie", "a=".repeat(2000), "Range", "bytes=9-1", "If-None-Match", "*"))) {
            victim.answered(verdict.hear(
                    odd.toString(),
                    true,
                    List.of(),
                    () -> send(victim, victim.call().target(), odd)));
        }
        verdict.pronounce();
    }

    static Stream<String> paths() {
        return Operation.ALL.stream().map(Operation::path).distinct();
    }

    @ParameterizedTest
    @MethodSource("paths")
    void methods(String path) {
        List<Operation> offered = Operation.ALL.stream()
                .filter(operation -> operation.path().equals(path))
                .toList();
        Victim victim = new Victim(kilat, scenes, offered.getFirst());
        Verdict verdict = new Verdict();
        for (String method : List.of("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "X")) {
            if (offered.stream().noneMatch(operation -> operation.method().equals(method))) {
                verdict.hear(
                        method,
                        method.equals("OPTIONS"),
                        List.of(400, 404, 405),
                        () -> send(victim, method, victim.call().target(), Map.of()));
            }
        }
        verdict.pronounce();
    }
}
