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
 * JSON as the platform speaks it: snake_case names, times in whole seconds of UTC unless a record says otherwise, absent
 * rather than null, unknown fields of a request ignored.
 */
public final class Json {
    /** Deep enough for anything the contract has, shallow enough that nesting cannot exhaust a stack. */
    private static final int MAX_DEPTH = 64;

    /** The one mapper; it is safe to share and must not be configured further. */
    public static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(100)
                            .build())
                    // A character beyond the basic plane as its four bytes of UTF-8; the default is two escapes of six.
                    .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
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
     * Reads JSON that one of our own parts has written.
     *
     * @throws UncheckedIOException if it is not what it should be
     */
    public static <T> T read(byte[] json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (IOException e) {
            throw new UncheckedIOException("not a " + type.getSimpleName() + ": " + e.getMessage(), e);
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
     * Reads JSON that somebody else has written, as a tree of nodes.
     *
     * @throws JsonProcessingException if it is not JSON, or has a number so large that it would count as infinite
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

    /** Numbers beyond what a double holds would be read as infinite, which nothing further on is prepared for. */
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

        /** A property says by its annotation that its fraction is to be written. */
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
