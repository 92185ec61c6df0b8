package my.kilat.platform.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.core.MultiMap;
import java.util.Locale;
import java.util.regex.Pattern;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.openapi.Operation;
import my.kilat.platform.security.Caller;
import my.kilat.platform.security.InvalidTokenException;
import my.kilat.platform.security.ServiceTokens;
import my.kilat.platform.security.TokenVerifier;
import org.jspecify.annotations.Nullable;

/** Admits a request: authenticates the caller, checks its role, then validates the request against the contract. */
public final class Admission {
    private static final String SCHEME = "bearer ";

    private static final byte[] NO_BYTES = new byte[0];

    /** Decimal notation only; Java also accepts 1d and 0x1p3. */
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");

    private final TokenVerifier tokens;
    private final ServiceTokens services;
    private final BrowserSessions sessions;

    /**
     * @param tokens verifies the access tokens of people
     * @param services verifies the tokens of other services
     * @param sessions knows the sessions of browsers
     */
    public Admission(TokenVerifier tokens, ServiceTokens services, BrowserSessions sessions) {
        this.tokens = tokens;
        this.services = services;
        this.sessions = sessions;
    }

    Call admit(Endpoint endpoint, Incoming incoming, byte[] bytes) {
        Operation operation = endpoint.operation();
        Caller caller = operation.isPersonal() ? caller(endpoint, incoming) : null;
        if (!operation.callers().isEmpty()) {
            requireService(operation, incoming.headers());
        }
        if (caller != null && !operation.roles().isEmpty() && !operation.roles().contains(caller.role())) {
            throw new Failure.NotAllowed("insufficient permissions");
        }
        operation.query().forEach(rule -> check(rule, incoming.query().get(rule.name())));
        JsonNode body = operation.body().flatMap(rule -> rule.read(bytes)).orElse(null);
        return new Call(operation, incoming, caller, body, operation.rawBody() ? bytes : NO_BYTES);
    }

    private Caller caller(Endpoint endpoint, Incoming incoming) {
        Operation operation = endpoint.operation();
        if (operation.bySession()) {
            return sessions.callerOf(new BrowserSessions.Head(operation.method(), incoming.headers()));
        }
        try {
            return tokens.verify(
                    endpoint instanceof Endpoint.Socket
                            ? socketToken(incoming.query(), incoming.headers())
                            : bearer(incoming.headers()));
        } catch (InvalidTokenException e) {
            throw new Failure.Unauthenticated("invalid or expired token");
        }
    }

    private void requireService(Operation operation, MultiMap headers) {
        try {
            if (!operation.callers().contains(services.verify(bearer(headers)))) {
                throw new Failure.NotAllowed("this operation is not for you");
            }
        } catch (InvalidTokenException e) {
            throw new Failure.Unauthenticated("invalid or expired service token");
        }
    }

    private static String bearer(MultiMap headers) {
        String authorization = headers.get("Authorization");
        if (authorization == null || authorization.isBlank()) {
            throw new Failure.Unauthenticated("authorization header is required");
        }
        if (!authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            throw new Failure.Unauthenticated("authorization header must be Bearer {token}");
        }
        return authorization.substring(SCHEME.length()).strip();
    }

    private static String socketToken(MultiMap query, MultiMap headers) {
        String token = query.get("token");
        if (token != null && !token.isBlank()) {
            return token;
        }
        if (headers.contains("Authorization")) {
            return bearer(headers);
        }
        throw new Failure.Unauthenticated("token query parameter is required");
    }

    private static void check(Operation.QueryRule rule, @Nullable String text) {
        if (text == null || text.isBlank()) {
            if (rule.required()) {
                throw new Failure.Invalid(rule.name() + " is required");
            }
            return;
        }
        rule.rule().check(typed(rule, text.strip()), rule.name());
    }

    private static JsonNode typed(Operation.QueryRule rule, String text) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (rule.type()) {
            case "number", "integer" -> nodes.numberNode(number(rule, text));
            case "boolean" -> nodes.booleanNode(Boolean.parseBoolean(text));
            default -> nodes.textNode(text);
        };
    }

    private static double number(Operation.QueryRule rule, String text) {
        double number = NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
        if (!Double.isFinite(number)) {
            throw new Failure.Invalid(rule.name() + " has to be a number");
        }
        return number;
    }
}
