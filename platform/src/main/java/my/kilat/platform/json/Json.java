package my.kilat.platform.json;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.ser.ContextualSerializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import my.kilat.platform.time.Times;
import org.jspecify.annotations.Nullable;

/**
 * The JSON conventions of the platform: snake_case names, times in whole seconds of UTC unless a record says otherwise,
 * absent rather than null, unknown fields of a request ignored.
 */
public final class Json {
    /** More than any value of the contract needs, and little enough that nesting cannot overflow the stack. */
    private static final int MAX_DEPTH = 64;

    /** The only mapper; it may be shared and must not be configured further. */
    public static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(100)
                            .build())
                    // A character outside of the basic plane as its four bytes of UTF-8; the default is two escapes of
                    // six.
                    .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                    .recyclerPool(JsonBuffers.POOL)
                    .build())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .addModule(times())
            .nodeFactory(new FiniteNumbers())
            .build();

    private Json() {}

    /** A value as JSON in UTF-8. */
    public static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot write " + value.getClass().getSimpleName() + " as JSON", e);
        }
    }

    /** A value as JSON text. */
    public static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot write " + value.getClass().getSimpleName() + " as JSON", e);
        }
    }

    /**
     * Reads JSON that one of our own components has written.
     *
     * @throws UncheckedIOException if it is malformed or of another type
     */
    public static <T> T read(byte[] json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (IOException e) {
            throw new UncheckedIOException("not a " + type.getSimpleName() + ": " + e.getMessage(), e);
        } catch (InfiniteNumberException e) {
            throw new UncheckedIOException(
                    "not a " + type.getSimpleName() + ": " + e.getMessage(),
                    new JsonParseException(null, e.getMessage(), e));
        }
    }

    /** As {@link #read(byte[], Class)}, from text. */
    public static <T> T read(String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("not a " + type.getSimpleName() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Parses JSON from outside as a tree of nodes.
     *
     * @throws JsonProcessingException if it is not JSON, or has a number that a double cannot hold
     */
    public static JsonNode parse(byte[] json) throws JsonProcessingException {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InfiniteNumberException e) {
            throw new JsonParseException(null, e.getMessage(), e);
        }
    }

    /**
     * A tree of nodes.
     *
     * @throws UncheckedIOException if it is not JSON
     */
    public static JsonNode tree(byte[] json) {
        try {
            return parse(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("not JSON: " + e.getMessage(), e);
        }
    }

    /** A node as a value. */
    public static <T> T convert(JsonNode node, Class<T> type) {
        try {
            return MAPPER.treeToValue(node, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("not a " + type.getSimpleName() + ": " + e.getMessage(), e);
        }
    }

    private static SimpleModule times() {
        return new SimpleModule("times")
                .addSerializer(Instant.class, TimeWriter.WHOLE_SECONDS)
                .addDeserializer(Instant.class, new TimeReader());
    }

    /** Refuses numbers that a double cannot hold; they would be read as infinite, which other code does not expect. */
    private static final class FiniteNumbers extends JsonNodeFactory {
        private static final long serialVersionUID = 1L;

        @Override
        public NumericNode numberNode(double value) {
            if (!Double.isFinite(value)) {
                throw new InfiniteNumberException();
            }
            return super.numberNode(value);
        }
    }

    private static final class InfiniteNumberException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        InfiniteNumberException() {
            super("a number is too large");
        }
    }

    private static final class TimeWriter extends StdSerializer<Instant> implements ContextualSerializer {
        private static final long serialVersionUID = 1L;
        private static final TimeWriter WHOLE_SECONDS = new TimeWriter(false);
        private static final TimeWriter WITH_FRACTION = new TimeWriter(true);

        private final boolean fraction;

        TimeWriter(boolean fraction) {
            super(Instant.class);
            this.fraction = fraction;
        }

        /** The annotation of a property selects the format with a fraction. */
        @Override
        public JsonSerializer<?> createContextual(SerializerProvider provider, @Nullable BeanProperty property) {
            JsonFormat.Value format = findFormatOverrides(provider, property, Instant.class);
            return format != null
                            && Boolean.TRUE.equals(
                                    format.getFeature(JsonFormat.Feature.WRITE_DATE_TIMESTAMPS_AS_NANOSECONDS))
                    ? WITH_FRACTION
                    : WHOLE_SECONDS;
        }

        @Override
        public void serialize(Instant time, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(fraction ? Times.formatWithFraction(time) : Times.format(time));
        }
    }

    private static final class TimeReader extends StdDeserializer<Instant> {
        private static final long serialVersionUID = 1L;

        TimeReader() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
            String text = in.getText();
            try {
                return Times.parse(text);
            } catch (IllegalArgumentException e) {
                throw JsonMappingException.from(in, e.getMessage(), e);
            }
        }
    }
}
