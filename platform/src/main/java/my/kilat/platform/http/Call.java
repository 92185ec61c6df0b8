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
import my.kilat.platform.page.CursorRequest;
import my.kilat.platform.page.PageRequest;
import my.kilat.platform.security.Caller;
import org.jspecify.annotations.Nullable;

/**
 * A request that has passed the checks of the contract: a known operation, an authorised caller, a body of the right shape.
 */
public final class Call {
    private final Operation operation;
    private final Incoming incoming;
    private final @Nullable Caller caller;
    private final @Nullable JsonNode body;
    private final byte[] rawBody;

    /** @param rawBody the body as received, for an operation that reads it raw; otherwise empty */
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

    /** The parsed body; null if there is none. */
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
     * The caller.
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
     * The position in the query parameters {@code latitude} and {@code longitude}.
     *
     * @throws java.util.NoSuchElementException if the contract does not require them and they are missing
     */
    public Position place() {
        return new Position(
                queryNumber("latitude").orElseThrow(), queryNumber("longitude").orElseThrow());
    }

    /** A path parameter exactly as it was sent. */
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

    /** A query parameter; a blank one counts as missing. */
    public Optional<String> query(String name) {
        return Optional.ofNullable(incoming.query().get(name))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    /** Whether a query parameter is present, blank or not. */
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
                // refused below, like an infinite one
            }
            throw new Failure.Invalid(name + " has to be a number");
        });
    }

    /**
     * A number in the query as the contract describes it: its {@code default} if none is sent, its {@code x-capped-at} if a
     * larger one is sent.
     *
     * @throws Failure.Invalid if it is not a finite number
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
     * The page in {@code page} and {@code limit}: a value that is missing, not a number or below 1 becomes the default, and
     * a limit above the cap becomes the cap.
     */
    public PageRequest page(int defaultLimit, int cap) {
        return new PageRequest(
                Math.min(PageRequest.LAST_PAGE, positive("page").orElse(1)),
                Math.min(cap, positive("limit").orElse(defaultLimit)));
    }

    /**
     * The page in {@code cursor} and {@code limit} of a list that may be read by cursor as well as by page numbers; nothing if there
     * is no {@code cursor}. An empty one is the beginning.
     *
     * @param list a name of the list and of all that selects its rows: the caller, the filter
     * @throws Failure.Invalid if the cursor is of another list or of none, or if a page is asked for as well
     */
    public Optional<CursorRequest> cursor(String list, int defaultLimit, int cap) {
        if (!hasQuery("cursor")) {
            return Optional.empty();
        }
        if (hasQuery("page")) {
            throw new Failure.Invalid("send either page or cursor, not both");
        }
        String text = query("cursor").orElse("");
        return Optional.of(CursorRequest.of(list, text, page(defaultLimit, cap).limit()));
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

    /** A cookie; of several with that name, the first. */
    public Optional<String> cookie(String name) {
        return Cookies.find(incoming.headers(), name);
    }

    /** The network address of the peer: that of the gateway, unless the request bypassed it. */
    public String peer() {
        return incoming.peer();
    }

    /** The access token as received, for calling another service on behalf of the caller. */
    public Optional<String> bearer() {
        return header("Authorization");
    }

    /**
     * The bytes of the body as received, for checking a signature.
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

    /** The body, if present. */
    public <T> Optional<T> optionalBody(Class<T> type) {
        return body == null ? Optional.empty() : Optional.of(Bodies.convert(body, type));
    }

    /** Converts JSON that fits its schema into a record, and reports to the caller what schemas cannot express. */
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

        /** The messages of our own types are meant for the caller; those of the library name classes, and are withheld. */
        private static String problem(JsonMappingException e) {
            return e.getCause() instanceof IllegalArgumentException cause && cause.getMessage() != null
                    ? cause.getMessage()
                    : "does not have the right form";
        }
    }
}
