package my.kilat.platform.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import my.kilat.platform.failure.Failure;

/** The schema and limits of a request body. */
public final class BodyRule {
    private final JsonRule rule;
    private final BodyLimits limits;
    private final boolean required;

    BodyRule(JsonRule rule, BodyLimits limits, boolean required) {
        this.rule = rule;
        this.limits = limits;
        this.required = required;
    }

    /**
     * Reads a body within the limits of its schema, and validates it. Members that the schema does not name are not kept.
     *
     * @param bytes of the whole body
     * @return the value; empty if none was sent and none is required
     * @throws Failure.Invalid if it is not JSON, or violates the schema
     */
    public Optional<JsonNode> read(byte[] bytes) {
        if (isBlank(bytes)) {
            if (required) {
                throw new Failure.Invalid("a JSON body is required");
            }
            return Optional.empty();
        }
        JsonNode body = BodyReader.read(bytes, limits);
        if (body.isNull() && !required) {
            return Optional.empty();
        }
        rule.check(body, "");
        return Optional.of(body);
    }

    /** Bytes of the largest body that the schema accepts, without insignificant whitespace. */
    public long mostBytes() {
        return limits.mostBytes();
    }

    private static boolean isBlank(byte[] bytes) {
        for (byte b : bytes) {
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return false;
            }
        }
        return true;
    }
}
