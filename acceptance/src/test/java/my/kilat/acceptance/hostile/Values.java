package my.kilat.acceptance.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Values that somebody might put where something else belongs. */
final class Values {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Texts that have broken something somewhere. */
    static final List<String> TEXTS = List.of(
            "",
            " \t\n ",
            "\u0000",
            "a\u0000b",
            "\ud800",
            "x\udc00\ud800y",
            "\u202egnitirw\u202c \u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627",
            "\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67\u200d\ud83d\udc66\ud83c\uddf2\ud83c\uddfe",
            "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324\u031e\u0349\u035a",
            "\ufeff\u200b\uffff",
            "<script>alert(1)</script>",
            "'; drop table booking; --",
            "${jndi:ldap://127.0.0.1/a} %s%n{0}",
            "../../../../etc/passwd",
            "null",
            "-1",
            "1e400",
            "2026-02-30T25:61:61Z",
            "+294277-01-01T00:00:00Z",
            "-999999999-01-01T00:00:00Z",
            "2026-02-12T10:00:00.000",
            "2026-02-12",
            "{0193f1c2-7a10-7c3e-9b1d-4f2a6c8e0b11}",
            "0-0-0-0-0",
            "A".repeat(30_000));

    /** Numbers as they are written, since no type holds some of them. */
    static final List<String> NUMBERS = List.of(
            "0",
            "-1",
            "1.5",
            "-0.0",
            "1e-400",
            "1e400",
            "-1e400",
            "1e999999999",
            "2147483648",
            "9007199254740993",
            "9223372036854775808",
            "1".repeat(90));

    private Values() {}

    /** Values of every type. */
    static List<JsonNode> ofEveryType() {
        List<JsonNode> values = new ArrayList<>();
        values.add(NODES.nullNode());
        values.add(NODES.booleanNode(true));
        values.add(NODES.booleanNode(false));
        NUMBERS.forEach(number -> values.add(raw(number)));
        TEXTS.forEach(text -> values.add(NODES.textNode(text)));
        values.add(NODES.arrayNode());
        values.add(NODES.arrayNode().addNull().add("a").add(1).addObject());
        values.add(NODES.objectNode());
        values.add(NODES.objectNode().put("", "").putNull("\u0000"));
        values.add(raw("[".repeat(50) + "]".repeat(50)));
        values.add(raw("{\"a\":".repeat(70) + "1" + "}".repeat(70)));
        return values;
    }

    /** What lies on and beyond the limits of a schema. */
    static List<JsonNode> atTheLimitsOf(JsonNode schema) {
        List<JsonNode> values = new ArrayList<>();
        Stream.of("minimum", "maximum", "exclusiveMinimum").filter(schema::has).forEach(limit -> {
            String edge = schema.path(limit).asText();
            values.add(raw(edge));
            values.add(raw(schema.path(limit).decimalValue().add(step(schema)).toPlainString()));
            values.add(
                    raw(schema.path(limit).decimalValue().subtract(step(schema)).toPlainString()));
        });
        if (schema.has("maxLength")) {
            int most = Math.min(schema.path("maxLength").asInt(), 30_000);
            Stream.of(
                            "a".repeat(most),
                            "a".repeat(most + 1),
                            "\ud83d\udc15".repeat(most),
                            "\ud83d\udc15".repeat(most + 1))
                    .forEach(text -> values.add(NODES.textNode(text)));
        }
        if (schema.has("minLength")) {
            values.add(NODES.textNode("a".repeat(schema.path("minLength").asInt())));
            values.add(NODES.textNode("a".repeat(schema.path("minLength").asInt() - 1)));
        }
        schema.path("enum").forEach(word -> {
            values.add(word);
            values.add(NODES.textNode(word.asText().toUpperCase(java.util.Locale.ROOT)));
        });
        if (schema.has("maxItems")) {
            ArrayNode many = NODES.arrayNode();
            for (int i = 0; i <= schema.path("maxItems").asInt(); i++) {
                many.add("a");
            }
            values.add(many);
        }
        return values;
    }

    private static java.math.BigDecimal step(JsonNode schema) {
        return schema.path("type").toString().contains("integer")
                ? java.math.BigDecimal.ONE
                : new java.math.BigDecimal("0.0000001");
    }

    /** Anything. */
    static JsonNode random(Random random, int depth) {
        return switch (random.nextInt(depth > 3 ? 4 : 6)) {
            case 0 -> NODES.textNode(text(random));
            case 1 -> NODES.textNode(TEXTS.get(random.nextInt(TEXTS.size())));
            case 2 -> raw(NUMBERS.get(random.nextInt(NUMBERS.size())));
            case 3 -> random.nextBoolean() ? NODES.nullNode() : NODES.numberNode(random.nextGaussian() * 1000);
            case 4 -> {
                ArrayNode array = NODES.arrayNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.add(random(random, depth + 1));
                }
                yield array;
            }
            default -> {
                ObjectNode object = NODES.objectNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    object.set(text(random), random(random, depth + 1));
                }
                yield object;
            }
        };
    }

    /** Characters from everywhere, halves of pairs included. */
    private static String text(Random random) {
        return random.ints(random.nextInt(20), 0, 0x10000)
                .mapToObj(code -> Character.toString((char) code))
                .collect(Collectors.joining());
    }

    /** JSON as it is written. */
    static JsonNode raw(String json) {
        return NODES.rawValueNode(new RawValue(json));
    }
}
