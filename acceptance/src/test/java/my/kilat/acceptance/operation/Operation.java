package my.kilat.acceptance.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import my.kilat.platform.openapi.ApiDocument;

/**
 * An operation of the OpenAPI document.
 *
 * @param id its {@code operationId}
 * @param method in capitals
 * @param path with {@code {name}} segments
 * @param service the short name of who answers it; {@code platform} is every service, {@code gateway} the gateway
 * @param parameters of path, query and header, references resolved
 * @param node all that the document says of it
 */
public record Operation(
        String id, String method, String path, String service, List<JsonNode> parameters, JsonNode node) {
    private static final JsonNode DOCUMENT = read();

    /** All of them, in the order of the document. */
    public static final List<Operation> ALL = DOCUMENT.path("paths").properties().stream()
            .flatMap(path -> path.getValue().properties().stream()
                    .filter(member -> member.getValue().has("operationId"))
                    .map(member -> of(path.getKey(), path.getValue(), member.getKey(), member.getValue())))
            .toList();

    private static Operation of(String path, JsonNode item, String method, JsonNode node) {
        List<JsonNode> parameters = new ArrayList<>();
        item.path("parameters").forEach(parameter -> parameters.add(resolved(parameter)));
        node.path("parameters").forEach(parameter -> parameters.add(resolved(parameter)));
        return new Operation(
                node.path("operationId").asText(),
                method.toUpperCase(Locale.ROOT),
                path,
                node.path("x-service").asText(),
                List.copyOf(parameters),
                node);
    }

    /** The one with this id. */
    public static Operation of(String id) {
        return ALL.stream()
                .filter(operation -> operation.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the contract has no operation " + id));
    }

    /** Whether it changes anything. */
    public boolean changes() {
        return !method.equals("GET");
    }

    /** Whether it opens a WebSocket. */
    public boolean isSocket() {
        return node.path("responses").has("101");
    }

    /** Whether its body may be missing. */
    public boolean bodyIsOptional() {
        return !node.path("requestBody").path("required").asBoolean(false);
    }

    /** The schema of its body, missing when it takes none. */
    public JsonNode bodySchema() {
        return node.path("requestBody").path("content").path("application/json").path("schema");
    }

    /** Bytes that its body may have. */
    public int mostBody() {
        return node.path("x-max-body").asInt(my.kilat.platform.openapi.Operation.ORDINARY_BODY);
    }

    /** The fullest example of its body, missing when it takes none. */
    public JsonNode bodyExample() {
        JsonNode fullest = MissingNode.getInstance();
        for (JsonNode example : node.path("requestBody")
                .path("content")
                .path("application/json")
                .path("examples")) {
            JsonNode value = example.path("value");
            if (value.toString().length() > fullest.toString().length()) {
                fullest = value;
            }
        }
        return fullest;
    }

    /** Its parameters of one kind: path, query or header. */
    public List<JsonNode> parameters(String in) {
        return parameters.stream()
                .filter(parameter -> parameter.path("in").asText().equals(in))
                .toList();
    }

    /** A schema with its reference followed; what stands beside the reference is kept. */
    public static JsonNode resolved(JsonNode schema) {
        if (!schema.has("$ref")) {
            return schema;
        }
        ObjectNode merged =
                resolved(DOCUMENT.at(schema.path("$ref").asText().substring(1))).deepCopy();
        schema.properties().stream()
                .filter(member -> !member.getKey().equals("$ref"))
                .forEach(member -> merged.set(member.getKey(), member.getValue()));
        return merged;
    }

    private static JsonNode read() {
        try (InputStream in =
                Objects.requireNonNull(Operation.class.getClassLoader().getResourceAsStream(ApiDocument.CONTRACT))) {
            return new YAMLMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return id;
    }
}
