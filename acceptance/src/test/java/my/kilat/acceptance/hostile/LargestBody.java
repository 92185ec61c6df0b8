package my.kilat.acceptance.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import my.kilat.acceptance.operation.Operation;

/** The largest body that an operation accepts: every text as long as it may be, every list as full. */
final class LargestBody {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Schemas of texts that may say anything. */
    private static final Set<String> FREE = Set.of("Text", "NonBlank", "OptionalText");

    /** Four bytes in UTF-8, the most that a character takes. */
    private static final String CHARACTER = "\ud83d\udc08";

    private LargestBody() {}

    /** A valid body with as much more in it as the schema allows. */
    static JsonNode of(Operation operation, JsonNode valid) {
        return fill(operation.bodySchema(), valid);
    }

    private static JsonNode fill(JsonNode reference, JsonNode valid) {
        JsonNode schema = Operation.resolved(reference);
        if (schema.has("properties")) {
            ObjectNode object = valid.isObject() ? valid.deepCopy() : NODES.objectNode();
            schema.path("properties").properties().forEach(property -> {
                JsonNode filled = fill(property.getValue(), object.path(property.getKey()));
                if (!filled.isMissingNode()) {
                    object.set(property.getKey(), filled);
                }
            });
            return object;
        }
        if (schema.has("items")) {
            ArrayNode list = NODES.arrayNode();
            JsonNode first = valid.path(0).isMissingNode() ? example(schema.path("items")) : valid.path(0);
            for (int i = 0; i < schema.path("maxItems").asInt(); i++) {
                list.add(fill(schema.path("items"), first));
            }
            return list;
        }
        return isFree(reference) && schema.has("maxLength")
                ? NODES.textNode(CHARACTER.repeat(schema.path("maxLength").asInt()))
                : valid;
    }

    /** What a schema gives as an example, or an object of the examples of its members. */
    private static JsonNode example(JsonNode reference) {
        JsonNode schema = Operation.resolved(reference);
        if (schema.has("enum")) {
            return schema.path("enum").path(0);
        }
        if (schema.has("examples")) {
            return schema.path("examples").path(0);
        }
        ObjectNode object = NODES.objectNode();
        schema.path("properties").properties().forEach(property -> {
            JsonNode example = example(property.getValue());
            if (example.isValueNode()) {
                object.set(property.getKey(), example);
            }
        });
        return object;
    }

    private static boolean isFree(JsonNode reference) {
        String target = reference.path("$ref").asText();
        return FREE.contains(target.substring(target.lastIndexOf('/') + 1));
    }
}
