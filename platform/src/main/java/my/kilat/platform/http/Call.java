package my.kilat.platform.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.geo.Position;
import my.kilat.platform.id.Ids;
import my.kilat.platform.json.Json;
import my.kilat.platform.openapi.Operation;
import my.kilat.platform.page.PageRequest;
import my.kilat.platform.security.Caller;
import org.jspecify.annotations.Nullable;

/** A request that has passed the checks of the contract: a known operation, a caller who may, a body of the right shape. */
public final class Call {
    private final Operation operation;
    private final Incoming incoming;
    private final @Nullable Caller caller;
    private final @Nullable JsonNode body;
    private final byte[] rawBody;

    /**
     * @param rawBody the body as it came, of an operation that takes it so; otherwise empty
     */
    Call(Operation operation, Incoming incoming, @Nullable Caller caller, @Nullable JsonNode body, byte[] rawBody) {
        this.operation = operation;
        this.incoming = incoming;
        this.caller = caller;
        this.body = body;
        this.rawBody = rawBody;
    }

    Operation operation() {
        return operation;
    }

    /** The body as it was read; null where there is none. */
    @Nullable
    JsonNode body() {
        return body;
    }

    /** The path parameters, in a fixed order and in lower case, as ids are compared. */
    SortedMap<String, String> pathValues() {
        SortedMap<String, String> values = new TreeMap<>();
        incoming.path().forEach((name, value) -> values.put(name, value.toLowerCase(Locale.ROOT)));
        return values;
    }

    /**
     * Who is calling.
     *
     * @throws IllegalStateException for an operation that needs no token
     */
    public Caller caller() {
        if (caller == null) {
            throw new IllegalStateException(operation.id() + " is open to everybody and has no caller");
        }
        return caller;
    }

    /**
     * The place that the query parameters {@code latitude} and {@code longitude} name.
     *
     * @throws java.util.NoSuchElementException if the contract does not require them and they are missing
     */
    public Position place() {
        return new Position(
                queryNumber("latitude").orElseThrow(), queryNumber("longitude").orElseThrow());
    }

    /** A path parameter exactly as it was written. */
    public String pathText(String name) {
        String value = incoming.path().get(name);
        if (value == null) {
            throw new IllegalArgumentException(operation.path() + " has no {" + name + "}");
        }
        return value;
    }

    /** A path parameter that is an id, in any letter case. */
    public UUID id(String name) {
        return Ids.parse(pathText(name));
    }

    /** A query parameter; a blank one counts as not given. */
    public Optional<String> query(String name) {
        return Optional.ofNullable(incoming.query().get(name))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    /** Whether a query parameter is there, blank or not. */
    public boolean hasQuery(String name) {
        return incoming.query().contains(name);
    }

    /** A query parameter that is a number. */
    public Optional<Double> queryNumber(String name) {
        return query(name).map(text -> {
            try {
                double number = Double.parseDouble(text);
                if (Double.isFinite(number)) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // told below, like an infinite one
            }
            throw new Failure.Invalid(name + " has to be a number");
        });
    }

    /**
     * A number in the query as the contract describes it: its {@code default} when none is sent, its {@code x-capped-at} when
     * a larger one is sent.
     *
     * @throws Failure.Invalid if it is no finite number
     * @throws IllegalStateException if none is sent and the contract has no default
     */
    public double number(String name) {
        Operation.NumberRule rule = operation.query().stream()
                .filter(query -> query.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(operation.id() + " has no parameter " + name))
                .number();
        double number = queryNumber(name)
                .orElseGet(() -> rule.fallback()
                        .orElseThrow(() -> new IllegalStateException("the contract has no default for " + name)));
        return rule.cap().isPresent() ? Math.min(number, rule.cap().getAsDouble()) : number;
    }

    /**
     * The page asked for by {@code page} and {@code limit}: whatever is missing, not a number or below 1 is the default, and a
     * limit above the cap is the cap.
     */
    public PageRequest page(int defaultLimit, int cap) {
        return new PageRequest(
                Math.min(PageRequest.LAST_PAGE, positive("page").orElse(1)),
                Math.min(cap, positive("limit").orElse(defaultLimit)));
    }

    private Optional<Integer> positive(String name) {
        return query(name)
                .filter(value -> value.matches("\\d{1,18}"))
                .map(Long::parseLong)
                .filter(value -> value >= 1)
                .map(value -> (int) Math.min(value, Integer.MAX_VALUE));
    }

    /** A header. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(incoming.headers().get(name));
    }

    /** The network address at the other end of the connection: that of the gateway, unless somebody went past it. */
    public String peer() {
        return incoming.peer();
    }

    /** The access token as it came, for calling another service in the caller's name. */
    public Optional<String> bearer() {
        return header("Authorization");
    }

    /**
     * The bytes of the body as they came, such as somebody has signed them.
     *
     * @throws IllegalStateException for an operation whose body is read as JSON, or that takes none
     */
    public byte[] rawBody() {
        if (!operation.rawBody()) {
            throw new IllegalStateException(operation.id() + " does not take its body as it comes");
        }
        return rawBody;
    }

    /** The body, which has passed its schema. */
    public <T> T body(Class<T> type) {
        return optionalBody(type).orElseThrow(() -> new Failure.Invalid("a JSON body is required"));
    }

    /** The body where one may be missing. */
    public <T> Optional<T> optionalBody(Class<T> type) {
        return body == null ? Optional.empty() : Optional.of(Bodies.convert(body, type));
    }

    /** Turns JSON that fits its schema into a record, telling the caller about what schemas cannot express. */
    private static final class Bodies {
        static <T> T convert(JsonNode body, Class<T> type) {
            try {
                return Json.MAPPER.treeToValue(body, type);
            } catch (JsonMappingException e) {
                throw new Failure.Invalid(where(e) + ": " + problem(e));
            } catch (JsonProcessingException e) {
                throw new Failure.Invalid("the body is not what it should be");
            }
        }

        private static String where(JsonMappingException e) {
            StringBuilder path = new StringBuilder();
            for (var reference : e.getPath()) {
                if (reference.getFieldName() == null) {
                    path.append('.').append(reference.getIndex());
                } else {
                    path.append(path.isEmpty() ? "" : ".").append(reference.getFieldName());
                }
            }
            return path.isEmpty() ? "the body" : path.toString();
        }

        /** Our own types say what is wrong with a value; what the library says names classes, and is kept back. */
        private static String problem(JsonMappingException e) {
            return e.getCause() instanceof IllegalArgumentException cause && cause.getMessage() != null
                    ? cause.getMessage()
                    : "does not have the right form";
        }
    }
}
