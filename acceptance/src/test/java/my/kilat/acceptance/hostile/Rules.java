package my.kilat.acceptance.hostile;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import my.kilat.acceptance.operation.Operation;
import my.kilat.platform.json.Json;
import my.kilat.platform.openapi.ApiDocument;

/** What the document says of a request: whether it may succeed at all. */
final class Rules {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDialect(Dialects.getOpenApi31());
    private static final Map<String, Schema> COMPILED = new ConcurrentHashMap<>();

    /** As the platform reads, but for numbers that no double can hold: those may stand where nobody looks. */
    private static final JsonMapper ANY_NUMBER = JsonMapper.builder(
                    Json.MAPPER.getFactory().copy())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .nodeFactory(new LargestForInfinite())
            .build();

    private Rules() {}

    /** Whether a body may be accepted. */
    static boolean allow(Operation operation, byte[] body) {
        if (new String(body, java.nio.charset.StandardCharsets.ISO_8859_1).isBlank()) {
            return operation.bodyIsOptional();
        }
        try {
            JsonNode tree = ANY_NUMBER.readTree(body);
            return (tree.isNull() && operation.bodyIsOptional()) || fits(operation.bodySchema(), tree);
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether a value may be accepted as a parameter. */
    static boolean allow(JsonNode parameter, String value) {
        String text = value.strip();
        if (text.isEmpty()) {
            return !parameter.path("required").asBoolean(false);
        }
        JsonNode schema = parameter.path("schema");
        if (!Set.of("number", "integer").contains(schema.path("type").asText())) {
            return fits(schema, JsonNodeFactory.instance.textNode(text));
        }
        return NUMBER.matcher(text).matches()
                && Double.isFinite(Double.parseDouble(text))
                && fits(schema, JsonNodeFactory.instance.numberNode(Double.parseDouble(text)));
    }

    private static boolean fits(JsonNode schema, JsonNode value) {
        Schema compiled = COMPILED.computeIfAbsent(
                schema.toString(),
                text -> schema.has("$ref")
                        ? SCHEMAS.getSchema(SchemaLocation.of("classpath:" + ApiDocument.CONTRACT
                                + schema.path("$ref").asText()))
                        : SCHEMAS.getSchema(schema));
        return compiled.validate(
                        value, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .isEmpty();
    }

    /** A number beyond all doubles is larger than any limit of the document, and small enough to be compared with it. */
    private static final class LargestForInfinite extends JsonNodeFactory {
        private static final long serialVersionUID = 1L;

        @Override
        public NumericNode numberNode(double value) {
            return super.numberNode(Double.isInfinite(value) ? Math.copySign(Double.MAX_VALUE, value) : value);
        }
    }
}
