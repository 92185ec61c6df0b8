package my.kilat.platform.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import my.kilat.platform.failure.Failure;

/** The rules of the document for a request body. */
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
     * Reads a body, under the limits of its schema, and checks it. Members that the schema does not name are not kept.
     *
     * @param bytes of the whole body
     * @return the value; empty where none was sent and none has to be
     * @throws Failure.Invalid if it is not JSON, or not what the schema asks for
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

    /** Bytes of the largest body that the schema accepts, written without insignificant spaces. */
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
