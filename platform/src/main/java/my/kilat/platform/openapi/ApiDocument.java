package my.kilat.platform.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import my.kilat.contract.catalogue.Component;
import my.kilat.contract.identity.Role;

/**
 * The OpenAPI document, from which services take their routes, roles, rules and limits. Beyond the standard it reads
 * {@code x-service}, which names the service an operation belongs to, or {@code every}, {@code x-roles}, who may call it, {@code x-callers},
 * the services that may call it when it is not for people, {@code x-max-body}, how many bytes its body may have, {@code
 * x-large-reply}, whether its answers may be large, {@code x-allowance}, the rate limit it is counted in, {@code
 * x-allowance-bytes}, how much of its body is counted as one request, and {@code x-capped-at}, the number that counts when a
 * larger one is sent in the query.
 */
public final class ApiDocument {
    /** Its location on the class path. */
    public static final String CONTRACT = "my/kilat/contract/openapi.yaml";

    /** The location of the document of internal operations between services on the class path. */
    public static final String INTERNAL = "my/kilat/contract/internal.yaml";

    /** The location of the document of operations for the pages of the console on the class path. */
    public static final String CONSOLE = "my/kilat/contract/console.yaml";

    private static final String EVERY_SERVICE = "every";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final Map<String, ApiDocument> LOADED = new ConcurrentHashMap<>();

    private final String location;
    private final JsonNode root;
    private final Schema schemas;

    private ApiDocument(String location, JsonNode root) {
        this.location = location;
        this.root = root;
        // The registry would read the document anew for each part of it that is asked for by its location.
        this.schemas = SchemaRegistry.withDialect(Dialects.getOpenApi31())
                .getSchema(SchemaLocation.of("classpath:" + location), root);
    }

    /** The document of the contract; it is read once per JVM. */
    public static ApiDocument contract() {
        return load(CONTRACT);
    }

    /** The documents whose operations the gateway routes. */
    public static List<ApiDocument> published() {
        return List.of(contract(), load(CONSOLE));
    }

    /** Loads a document from the class path. */
    public static ApiDocument load(String location) {
        return LOADED.computeIfAbsent(location, ApiDocument::read);
    }

    private static ApiDocument read(String location) {
        try (InputStream in = Objects.requireNonNull(
                ApiDocument.class.getClassLoader().getResourceAsStream(location), () -> location + " is missing")) {
            return new ApiDocument(location, new YAMLMapper().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(location + " is not readable", e);
        }
    }

    /**
     * The size limit of an operation's body.
     *
     * @param method in capitals
     * @param path with {@code {name}} segments
     * @param bytes the largest body
     */
    public record BodyLimit(String method, String path, int bytes) {}

    /** The limits of all operations of all services. */
    public List<BodyLimit> bodyLimits() {
        List<BodyLimit> limits = new ArrayList<>();
        root.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(member -> METHODS.contains(member.getKey()))
                        .forEach(member -> limits.add(new BodyLimit(
                                member.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                mostBody(member.getValue())))));
        return limits;
    }

    /**
     * The operations that the gateway routes: those of the services in the catalogue, unless their own {@code servers} do
     * not list a server of the document.
     */
    public List<RoutedOperation> routedOperations() {
        Set<String> services =
                Component.services().stream().map(Component::shortName).collect(Collectors.toSet());
        Set<String> gateways = urls(root.path("servers"));
        List<RoutedOperation> routed = new ArrayList<>();
        root.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(member -> METHODS.contains(member.getKey()))
                        .filter(member -> services.contains(
                                member.getValue().path("x-service").asText()))
                        .filter(member -> !member.getValue().has("servers")
                                || !Collections.disjoint(
                                        gateways, urls(member.getValue().path("servers"))))
                        .forEach(member -> routed.add(routed(path.getKey(), member))));
        return routed;
    }

    private RoutedOperation routed(String path, Map.Entry<String, JsonNode> member) {
        JsonNode node = member.getValue();
        return new RoutedOperation(
                member.getKey().toUpperCase(Locale.ROOT),
                path,
                node.path("x-service").asText(),
                isOpen(node) || isBySession(node),
                node.path("responses").has("101"),
                node.path("x-allowance").asText(RoutedOperation.GENERAL),
                RoutedOperation.Cost.of(node.path("x-allowance-bytes").asLong(0), mostBody(node)));
    }

    private static Set<String> urls(JsonNode servers) {
        Set<String> urls = new LinkedHashSet<>();
        servers.forEach(server -> urls.add(server.path("url").asText()));
        return urls;
    }

    /** The security of an operation, or else of the document; without either, a token is required. */
    private JsonNode security(JsonNode operation) {
        return operation.has("security") ? operation.path("security") : root.path("security");
    }

    private boolean isOpen(JsonNode operation) {
        return security(operation).isArray() && security(operation).isEmpty();
    }

    private boolean isBySession(JsonNode operation) {
        return security(operation).findValue("session") != null;
    }

    private static int mostBody(JsonNode operation) {
        return operation.path("x-max-body").asInt(Operation.ORDINARY_BODY);
    }

    /**
     * The operations whose {@code x-service} is this one, or every one.
     *
     * @throws IllegalArgumentException if the schema of a body leaves a text or a list without a limit
     */
    public List<Operation> operationsOf(String service) {
        List<Operation> operations = new ArrayList<>();
        root.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(member -> METHODS.contains(member.getKey()))
                        .filter(member -> isOf(service, member.getValue()))
                        .forEach(member -> operations.add(operation(path.getKey(), path.getValue(), member))));
        return operations;
    }

    private static boolean isOf(String service, JsonNode operation) {
        String answers = operation.path("x-service").asText();
        return answers.equals(service) || answers.equals(EVERY_SERVICE);
    }

    private Operation operation(String path, JsonNode item, Map.Entry<String, JsonNode> member) {
        JsonNode node = member.getValue();
        List<Operation.QueryRule> query = new ArrayList<>();
        String pointer = "#/paths/" + escape(path);
        addQuery(query, item.path("parameters"), pointer + "/parameters/");
        addQuery(query, node.path("parameters"), pointer + "/" + member.getKey() + "/parameters/");
        return new Operation(
                node.path("operationId").asText(),
                member.getKey().toUpperCase(Locale.ROOT),
                path,
                isOpen(node),
                isBySession(node),
                roles(node.path("x-roles")),
                words(node.path("x-callers")),
                body(node.path("requestBody"), pointer + "/" + member.getKey() + "/requestBody"),
                isRaw(node.path("requestBody")),
                mostBody(node),
                node.path("x-large-reply").asBoolean(false),
                List.copyOf(query));
    }

    private static Set<Role> roles(JsonNode words) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        words.forEach(word -> roles.add(Role.of(word.asText())));
        return roles;
    }

    private static Set<String> words(JsonNode words) {
        Set<String> read = new LinkedHashSet<>();
        words.forEach(word -> read.add(word.asText()));
        return Collections.unmodifiableSet(read);
    }

    private Optional<BodyRule> body(JsonNode requestBody, String pointer) {
        if (requestBody.isMissingNode() || isRaw(requestBody)) {
            return Optional.empty();
        }
        if (requestBody.has("$ref")) {
            String target = requestBody.path("$ref").asText();
            return body(at(target), target);
        }
        JsonNode schema = requestBody.path("content").path("application/json").path("schema");
        String place =
                schema.has("$ref") ? schema.path("$ref").asText() : pointer + "/content/application~1json/schema";
        boolean required = requestBody.path("required").asBoolean(false);
        try {
            return Optional.of(new BodyRule(rule(place), BodyLimits.of(schema, this::at), required));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(location + pointer + ": " + e.getMessage(), e);
        }
    }

    /** Whether it accepts any media type, so that the content is unknown. */
    private static boolean isRaw(JsonNode requestBody) {
        return requestBody.path("content").has("*/*");
    }

    private void addQuery(List<Operation.QueryRule> query, JsonNode parameters, String pointer) {
        for (int i = 0; i < parameters.size(); i++) {
            JsonNode parameter = parameters.get(i);
            String place = pointer + i;
            if (parameter.has("$ref")) {
                place = parameter.path("$ref").asText();
                parameter = at(place);
            }
            if ("query".equals(parameter.path("in").asText())) {
                query.add(new Operation.QueryRule(
                        parameter.path("name").asText(),
                        type(parameter.path("schema")),
                        parameter.path("required").asBoolean(false),
                        rule(place + "/schema"),
                        new Operation.NumberRule(
                                number(parameter.path("schema").path("default")),
                                number(parameter.path("schema").path("x-capped-at")))));
            }
        }
    }

    private static OptionalDouble number(JsonNode value) {
        return value.isNumber() ? OptionalDouble.of(value.doubleValue()) : OptionalDouble.empty();
    }

    private String type(JsonNode schema) {
        JsonNode resolved = schema.has("$ref") ? at(schema.path("$ref").asText()) : schema;
        return resolved.path("type").asText("string");
    }

    private JsonNode at(String reference) {
        return root.at(reference.substring(1));
    }

    private JsonRule rule(String fragment) {
        return new JsonRule(
                schemas.getRefSchema(
                        SchemaLocation.of("classpath:" + location + fragment).getFragment()),
                root);
    }

    private static String escape(String path) {
        return path.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D");
    }
}
