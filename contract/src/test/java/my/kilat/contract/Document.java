package my.kilat.contract;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** One of the contract files, as it is packed. */
final class Document {

    /** Writes and reads records as the platform does. */
    static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    static final Document OPENAPI = new Document("openapi.yaml");
    static final Document ASYNCAPI = new Document("asyncapi.yaml");
    static final Document INTERNAL = new Document("internal.yaml");
    static final Document CONSOLE = new Document("console.yaml");

    private final String name;
    private final JsonNode root;
    private final SchemaRegistry registry;
    private final Map<String, Schema> compiled = new HashMap<>();

    private Document(String name) {
        this.name = name;
        try (InputStream in = Document.class.getResourceAsStream(name)) {
            root = YAMLMapper.builder().build().readTree(Objects.requireNonNull(in, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        registry = SchemaRegistry.withDialect(
                Dialects.getOpenApi31(),
                builder -> builder.schemaRegistryConfig(SchemaRegistryConfig.builder()
                        .formatAssertionsEnabled(true)
                        .build()));
    }

    JsonNode root() {
        return root;
    }

    JsonNode at(String pointer) {
        return root.at(JsonPointer.compile(pointer));
    }

    /** The node that {@code node} refers to, or the node itself. */
    JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? resolve(at(node.path("$ref").textValue().substring(1))) : node;
    }

    JsonNode schema(String schemaName) {
        JsonNode schema = at("/components/schemas/" + schemaName);
        if (schema.isMissingNode()) {
            throw new AssertionError(name + " has no schema " + schemaName);
        }
        return schema;
    }

    /** The properties of an object schema, those of its {@code allOf} included. */
    Map<String, JsonNode> properties(JsonNode schema) {
        Map<String, JsonNode> properties = new TreeMap<>();
        for (JsonNode part : schema.path("allOf")) {
            properties.putAll(properties(resolve(part)));
        }
        schema.path("properties").properties().forEach(p -> properties.put(p.getKey(), p.getValue()));
        return properties;
    }

    /** The required properties of an object schema, those of its {@code allOf} included. */
    TreeSet<String> required(JsonNode schema) {
        TreeSet<String> required = new TreeSet<>();
        for (JsonNode part : schema.path("allOf")) {
            required.addAll(required(resolve(part)));
        }
        schema.path("required").forEach(n -> required.add(n.textValue()));
        return required;
    }

    /** What is wrong with a value, by the schema at that pointer; nothing when it is valid. */
    List<String> problems(String pointer, JsonNode value) {
        return problems(pointer, value.toString());
    }

    List<String> problems(String pointer, String json) {
        Schema schema = compiled.computeIfAbsent(
                pointer, p -> registry.getSchema(SchemaLocation.of("classpath:my/kilat/contract/" + name + "#" + p)));
        List<String> problems = new ArrayList<>();
        schema.validate(json, InputFormat.JSON).forEach(e -> problems.add(e.toString()));
        return problems;
    }

    /** Calls for every object in the file, with its pointer. */
    void everyObject(BiConsumer<String, JsonNode> seen) {
        walk("", root, seen);
    }

    private static void walk(String pointer, JsonNode node, BiConsumer<String, JsonNode> seen) {
        if (node.isObject()) {
            seen.accept(pointer, node);
            node.properties().forEach(p -> walk(pointer + "/" + escape(p.getKey()), p.getValue(), seen));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                walk(pointer + "/" + i, node.get(i), seen);
            }
        }
    }

    private static String escape(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
