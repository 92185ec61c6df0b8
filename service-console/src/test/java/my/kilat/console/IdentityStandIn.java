package my.kilat.console;

import com.nimbusds.jwt.JWTClaimsSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import my.kilat.contract.identity.EndedSessions;
import my.kilat.contract.identity.Role;
import my.kilat.platform.fixture.TestTokens;
import my.kilat.platform.json.Json;

/** Answers what the console asks identity: logins, by mail addresses that are the names of roles, and the next pairs of tokens. */
public final class IdentityStandIn implements AutoCloseable {
    public static final String PASSWORD = "correct horse";
    private static final Map<String, Role> DEVELOPMENT = Map.of(
            "admin.test@kilat.my", Role.ADMIN,
            "owner.test@kilat.my", Role.OWNER,
            "simulated-runner-1@kilat.my", Role.RUNNER);
    private static final Duration ACCESS = Duration.ofMinutes(15);

    private final HttpServer server;
    private final Map<Role, UUID> accounts = new ConcurrentHashMap<>();
    private final List<EndedSessions.EndedSession> banned = new CopyOnWriteArrayList<>();
    private final AtomicBoolean refusesRefresh = new AtomicBoolean();
    private volatile int registration = 201;
    private volatile InstantSource clock = InstantSource.system();

    public IdentityStandIn() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/api/v1/auth/login", exchange -> {
            var asked = Json.tree(exchange.getRequestBody().readAllBytes());
            String email = asked.path("email").asText();
            Role known = DEVELOPMENT.get(email);
            if (known != null) {
                send(exchange, 200, pair(known));
            } else if (asked.path("password").asText().equals(PASSWORD)) {
                send(exchange, 200, pair(Role.of(email)));
            } else {
                send(exchange, 401, Map.of("success", false, "error", "invalid email or password"));
            }
        });
        server.createContext("/api/v1/auth/register", exchange -> {
            var asked = Json.tree(exchange.getRequestBody().readAllBytes());
            if (registration == 201) {
                send(exchange, 201, pair(Role.of(asked.path("role").asText())));
            } else {
                send(exchange, registration, Map.of("success", false, "error", "no registration"));
            }
        });
        server.createContext("/api/v1/auth/refresh", exchange -> {
            String token = Json.tree(exchange.getRequestBody().readAllBytes())
                    .path("refresh_token")
                    .asText();
            if (refusesRefresh.get()) {
                send(exchange, 401, Map.of("success", false, "error", "used up"));
            } else {
                send(exchange, 200, pair(Role.of(token)));
            }
        });
        server.createContext(
                "/.well-known/ended-sessions",
                exchange -> send(
                        exchange,
                        200,
                        Map.of(
                                "ended",
                                List.copyOf(banned),
                                "cursor",
                                banned.size(),
                                "more",
                                false,
                                "remember_seconds",
                                900)));
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Tokens expire by this clock from now on. */
    public void follow(InstantSource other) {
        clock = other;
    }

    /** Registrations are refused from now on. */
    public void refuseRegistrations(int status) {
        registration = status;
    }

    /** Logins have ended: no more pairs. */
    public void endLogins(boolean ended) {
        refusesRefresh.set(ended);
    }

    /** All sessions of the account of a role end. */
    public void ban(Role role) {
        banned.add(new EndedSessions.EndedSession(accounts.get(role), 1));
        refusesRefresh.set(true);
    }

    private Map<String, Object> pair(Role role) {
        UUID account = accounts.computeIfAbsent(role, _ -> UUID.randomUUID());
        JWTClaimsSet claims = TestTokens.claims(account, role)
                .expirationTime(Date.from(clock.instant().plus(ACCESS)))
                .build();
        Map<String, Object> user = Map.of(
                "id", account,
                "email", role.word(),
                "phone", "",
                "full_name", role.word(),
                "role", role.word(),
                "is_verified", false,
                "created_at", Instant.EPOCH.toString());
        return Map.of(
                "success",
                true,
                "data",
                Map.of("access_token", TestTokens.sign(claims), "refresh_token", role.word(), "user", user));
    }

    private static void send(HttpExchange exchange, int status, Map<String, Object> answer) throws IOException {
        try (exchange) {
            byte[] body = Json.bytes(answer);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
