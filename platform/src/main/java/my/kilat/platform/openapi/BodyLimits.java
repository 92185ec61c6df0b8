package my.kilat.platform.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The limits of a JSON value in a request, taken from its schema: the members that are read, the elements of a list, the
 * characters of a text. {@link BodyReader} applies them while it reads, so that the cost of a body depends on the contract
 * and not on what a caller sends.
 *
 * @param members the members that the schema names; others are skipped
 * @param elements the limits of each element of a list; null where the schema allows no list
 * @param mostElements of a list
 * @param longestText in code points
 * @param ascii whether the pattern of a text allows only ASCII characters
 * @param cutsText whether a longer text is cut instead of refused; {@code x-cut-at} in place of {@code maxLength}
 */
record BodyLimits(
        Map<String, BodyLimits> members,
        @Nullable BodyLimits elements,
        int mostElements,
        int longestText,
        boolean ascii,
        boolean cutsText) {

    /** A recursive schema could describe a body of unlimited depth. */
    private static final int DEEPEST = 16;

    /** The limit of a text with a format, where the schema gives no length. */
    private static final int LONGEST_FORMATTED = 64;

    /** A code point outside of the basic plane as two escapes, the longest encoding of a character. */
    private static final int BYTES_OF_A_CHARACTER = 12;

    /** An ASCII character as an escape. */
    private static final int BYTES_OF_AN_ASCII_CHARACTER = 6;

    private static final int BYTES_OF_A_NUMBER = 32;

    /** The pattern of a text of printable ASCII characters. */
    private static final String ASCII = "^[ -~]*$";

    /**
     * The limits of a schema.
     *
     * @param resolve finds the target of a {@code $ref}
     * @throws IllegalArgumentException if it leaves a list or a text without a limit; the message says where
     */
    static BodyLimits of(JsonNode schema, Function<String, JsonNode> resolve) {
        return new Reading(resolve).limits(schema, "", 0);
    }

    /** Bytes of the largest JSON text within these limits, without insignificant whitespace. */
    long mostBytes() {
        long object = 2;
        for (Map.Entry<String, BodyLimits> member : members.entrySet()) {
            object += member.getKey().getBytes(StandardCharsets.UTF_8).length
                    + 4
                    + member.getValue().mostBytes();
        }
        long list = elements == null ? 0 : 2 + mostElements * (elements.mostBytes() + 1);
        long text = longestText == 0
                ? 0
                : 2 + (long) longestText * (ascii ? BYTES_OF_AN_ASCII_CHARACTER : BYTES_OF_A_CHARACTER);
        return Math.max(Math.max(object, list), Math.max(text, BYTES_OF_A_NUMBER));
    }

    /** The limits of a schema together with the schemas that it refers to. */
    private static final class Reading {
        private final Function<String, JsonNode> resolve;

        Reading(Function<String, JsonNode> resolve) {
            this.resolve = resolve;
        }

        BodyLimits limits(JsonNode schema, String place, int depth) {
            if (depth > DEEPEST) {
                throw new IllegalArgumentException("the body may be nested without end at " + named(place));
            }
            if (schema.has("oneOf") || schema.has("anyOf") || schema.has("allOf")) {
                throw new IllegalArgumentException(
                        "the body has alternatives at " + named(place) + ", for which no limit can be given");
            }
            Found found = new Found();
            for (JsonNode part = schema;
                    ;
                    part = resolve.apply(part.path("$ref").asText())) {
                add(found, part, place, depth);
                if (!part.has("$ref")) {
                    return found.complete(place);
                }
            }
        }

        private void add(Found found, JsonNode part, String place, int depth) {
            part.path("properties").properties().forEach(member -> {
                String within = place.isEmpty() ? member.getKey() : place + "." + member.getKey();
                found.members.computeIfAbsent(member.getKey(), _ -> limits(member.getValue(), within, depth + 1));
            });
            if (part.has("items") && found.elements == null) {
                found.elements = limits(part.path("items"), place + "[]", depth + 1);
            }
            found.mostElements =
                    Math.min(found.mostElements, part.path("maxItems").asInt(Integer.MAX_VALUE));
            found.longestText = Math.min(found.longestText, longestText(part));
            found.isText |= isText(part);
            found.cutsText |= part.has("x-cut-at");
            found.isAscii |= part.path("pattern").asText().equals(ASCII);
        }

        private static int longestText(JsonNode part) {
            if (part.has("maxLength") || part.has("x-cut-at")) {
                return part.path("maxLength").asInt(part.path("x-cut-at").asInt());
            }
            if (part.has("enum")) {
                return longest(
                        part.path("enum").valueStream().map(JsonNode::asText).toList());
            }
            return part.has("format") ? LONGEST_FORMATTED : Integer.MAX_VALUE;
        }

        /** With a margin, so that a text a little longer than every word is refused as none of the words, not as too long. */
        private static int longest(Collection<String> words) {
            return words.stream().mapToInt(String::length).max().orElse(0) + LONGEST_FORMATTED;
        }

        /** Also if the schema gives no type but a length of text. */
        private static boolean isText(JsonNode part) {
            JsonNode type = part.path("type");
            if (type.isMissingNode()) {
                return part.has("maxLength") || part.has("x-cut-at");
            }
            return type.isArray()
                    ? type.valueStream().anyMatch(one -> one.asText().equals("string"))
                    : type.asText().equals("string");
        }

        private static String named(String place) {
            return place.isEmpty() ? "its root" : place;
        }
    }

    private static final class Found {
        private final Map<String, BodyLimits> members = new HashMap<>();
        private @Nullable BodyLimits elements;
        private int mostElements = Integer.MAX_VALUE;
        private int longestText = Integer.MAX_VALUE;
        private boolean isText;
        private boolean isAscii;
        private boolean cutsText;

        BodyLimits complete(String place) {
            if (elements != null && mostElements == Integer.MAX_VALUE) {
                throw new IllegalArgumentException("the list " + place + " has no maxItems");
            }
            if (isText && longestText == Integer.MAX_VALUE) {
                throw new IllegalArgumentException("the text " + place + " has no maxLength");
            }
            return new BodyLimits(
                    Map.copyOf(members),
                    elements,
                    elements == null ? 0 : mostElements,
                    isText ? longestText : 0,
                    isAscii,
                    cutsText);
        }
    }
}
