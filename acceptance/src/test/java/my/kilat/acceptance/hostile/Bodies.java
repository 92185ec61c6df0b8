package my.kilat.acceptance.hostile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import my.kilat.acceptance.operation.Operation;

/** Ways to spoil a valid body: something wrong, or at least odd, in each. */
final class Bodies {
    /** Halves of surrogate pairs have no form in UTF-8, so they go out as escapes. */
    private static final JsonMapper WRITER =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /** Between a field and what it is made to hold, in the words for a spoiler. */
    static final String IS = " = ";

    private final Operation operation;
    private final List<Place> places = new ArrayList<>();

    /** A way to spoil a body. */
    record Spoiler(String what, Function<JsonNode, byte[]> spoil) {}

    /** Where a value stands, and the schema it has to fit. */
    private record Place(List<String> path, JsonNode schema) {
        @Override
        public String toString() {
            return String.join(".", path);
        }
    }

    Bodies(Operation operation) {
        this.operation = operation;
        find(List.of(), operation.bodySchema());
    }

    private void find(List<String> path, JsonNode reference) {
        JsonNode schema = Operation.resolved(reference);
        if (!path.isEmpty()) {
            places.add(new Place(path, schema));
        }
        schema.path("properties")
                .properties()
                .forEach(property -> find(and(path, property.getKey()), property.getValue()));
        if (schema.has("items")) {
            find(and(path, "0"), schema.path("items"));
        }
    }

    private static List<String> and(List<String> path, String name) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return List.copyOf(longer);
    }

    /** Every field left out, and with every value that is odd in its place. */
    List<Spoiler> ofFields() {
        List<Spoiler> spoilers = new ArrayList<>();
        for (Place place : places) {
            List<JsonNode> values = new ArrayList<>(Values.ofEveryType());
            values.addAll(Values.atTheLimitsOf(place.schema()));
            for (JsonNode value : values) {
                spoilers.add(
                        new Spoiler(place + IS + shortened(written(value)), valid -> bytes(with(valid, place, value))));
            }
            spoilers.add(new Spoiler("without " + place, valid -> bytes(without(valid, place))));
        }
        return spoilers;
    }

    /**
     * As much as the operation takes, and more: the widest, the deepest, the longest and the most numerous. Each costs whoever
     * reads it without a limit as much as a body of that size can.
     */
    List<Spoiler> ofTheLargest() {
        int most = operation.mostBody();
        List<Spoiler> spoilers = new ArrayList<>();
        spoilers.add(whole(
                "members", valid -> valid.replaceFirst("}$", numbered(",\"member%d\":0", most, valid) + "}")));
        spoilers.add(whole(
                "one member often", valid -> valid.replaceFirst("}$", filled(",\"name\":[]", most, valid) + "}")));
        spoilers.add(whole("lists in lists", valid -> "[".repeat(most)));
        spoilers.add(whole("objects in objects", valid -> "{\"a\":".repeat(most / 5)));
        spoilers.add(whole(
                "nests side by side",
                valid -> valid.replaceFirst(
                        "}$", ",\"x\":[0" + filled("," + "[".repeat(50) + "]".repeat(50), most - 50, valid) + "]}")));
        spoilers.add(whole(
                "a long name", valid -> valid.replaceFirst("}$", ",\"" + filled("n", most - 50, valid) + "\":0}")));
        for (Place place : places) {
            for (String part : List.of("{}", "[]", "null", "0", "\"\"", "{\"a\":[{}]}")) {
                spoilers.add(
                        spoiler(place, "list of " + part, valid -> "[" + part + filled("," + part, most, valid) + "]"));
            }
            for (String letter : List.of("a", "\\u0001", "\\ud83d\\udc08", " ")) {
                spoilers.add(spoiler(place, "text of " + letter, valid -> "\"" + filled(letter, most, valid) + "\""));
            }
            spoilers.add(spoiler(place, "digits", valid -> filled("9", most, valid)));
            spoilers.add(spoiler(place, "decimals", valid -> "0." + filled("3", most, valid)));
        }
        spoilers.add(whole("a byte more than fits", valid -> filled(" ", most + valid.length(), valid) + valid + " "));
        spoilers.add(whole("1 MiB", valid -> "[" + "{},".repeat(349_000) + "{}]"));
        return spoilers;
    }

    private static Spoiler spoiler(Place place, String what, UnaryOperator<String> json) {
        return new Spoiler(
                place + IS + what, valid -> bytes(with(valid, place, Values.raw(json.apply(written(valid))))));
    }

    /** So many repetitions of a part that a body with it has as many bytes as it may have, give or take a little. */
    private static String filled(String part, int most, String valid) {
        return part.repeat(Math.max(0, (most - valid.length() - 100) / part.length()));
    }

    private static String numbered(String part, int most, String valid) {
        StringBuilder parts = new StringBuilder();
        for (int i = 0; parts.length() < most - valid.length() - 50; i++) {
            parts.append(part.formatted(i));
        }
        return parts.toString();
    }

    /** What is odd as a whole. */
    List<Spoiler> ofTheWhole() {
        List<Spoiler> spoilers = new ArrayList<>();
        for (String text : List.of("", "  \n", "null", "true", "1", "\"text\"", "[]", "{}", "a=1&b=2", "<a/>")) {
            spoilers.add(whole(text, valid -> text));
        }
        spoilers.add(whole("nested objects", valid -> "{\"a\":".repeat(20_000)));
        spoilers.add(whole("nested arrays", valid -> "[".repeat(20_000) + "]".repeat(20_000)));
        spoilers.add(whole("in an array", valid -> "[" + valid + "]"));
        spoilers.add(whole("cut", valid -> valid.substring(0, valid.length() - 1)));
        spoilers.add(whole("twice", valid -> valid + valid));
        spoilers.add(whole("and more", valid -> valid + "x"));
        spoilers.add(whole("byte order mark", valid -> "\ufeff" + valid));
        spoilers.add(whole("equals signs", valid -> valid.replace(':', '=')));
        spoilers.add(whole("single quotes", valid -> valid.replace('"', '\'')));
        for (String member :
                List.of("", "\"a\":NaN", "\"a\":01", "\"a\":\"\t\u0001\"", "\"\":0,\"\":1", "\"__proto__\":{}")) {
            spoilers.add(whole("and " + member, valid -> valid.replaceFirst("}$", "," + member + "}")));
        }
        spoilers.add(new Spoiler("in UTF-16", valid -> written(valid).getBytes(StandardCharsets.UTF_16)));
        spoilers.add(new Spoiler(
                "in Latin-1",
                valid -> written(valid).replaceFirst("\":\"", "\":\"\u00e9").getBytes(StandardCharsets.ISO_8859_1)));
        spoilers.add(new Spoiler("zipped", valid -> new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0}));
        int most = operation.mostBody();
        spoilers.add(new Spoiler("as many spaces as fit", valid -> padded(bytes(valid), most)));
        spoilers.add(new Spoiler("a space more than fits", valid -> padded(bytes(valid), most + 1)));
        spoilers.add(new Spoiler("1 MiB of spaces", valid -> padded(bytes(valid), 1 << 20)));
        return spoilers;
    }

    private static Spoiler whole(String what, UnaryOperator<String> spoil) {
        return new Spoiler(what, valid -> spoil.apply(written(valid)).getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] padded(byte[] bytes, int length) {
        byte[] padded = Arrays.copyOf(bytes, length);
        Arrays.fill(padded, bytes.length, length, (byte) ' ');
        return padded;
    }

    /** Several things wrong at once, and texts with a few bytes turned. */
    List<Spoiler> atRandom(Random random, int count) {
        List<Spoiler> spoilers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Place one = places.get(random.nextInt(places.size()));
            Place other = places.get(random.nextInt(places.size()));
            JsonNode here = Values.random(random, 0);
            JsonNode there = Values.random(random, 0);
            spoilers.add(new Spoiler(
                    one + " = " + shortened(written(here)) + ", " + other + " = " + shortened(written(there)),
                    valid -> bytes(with(with(valid, one, here), other, there))));
            long seed = random.nextLong();
            spoilers.add(new Spoiler("bytes turned by " + seed, valid -> turned(bytes(valid), new Random(seed))));
        }
        return spoilers;
    }

    private static byte[] turned(byte[] bytes, Random random) {
        for (int j = 1 + random.nextInt(3); j > 0; j--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static JsonNode with(JsonNode body, Place place, JsonNode value) {
        JsonNode copy = body.deepCopy();
        JsonNode parent = parent(copy, place.path());
        String last = place.path().getLast();
        if (parent instanceof ArrayNode array) {
            array.removeAll();
            array.add(value);
        } else if (parent instanceof ObjectNode object) {
            object.set(last, value);
        }
        return copy;
    }

    private static JsonNode without(JsonNode valid, Place place) {
        JsonNode copy = valid.deepCopy();
        if (parent(copy, place.path()) instanceof ObjectNode object) {
            object.remove(place.path().getLast());
        }
        return copy;
    }

    /** What holds the last step of a path; the steps before it are made where they are missing. */
    private static JsonNode parent(JsonNode root, List<String> path) {
        JsonNode node = root;
        for (int i = 0; i < path.size() - 1; i++) {
            String name = path.get(i);
            boolean holdsList = path.get(i + 1).equals("0");
            if (node instanceof ArrayNode array) {
                if (array.isEmpty() || !array.get(0).isObject()) {
                    array.removeAll();
                    array.addObject();
                }
                node = array.get(0);
            } else if (node instanceof ObjectNode object) {
                if (holdsList && !object.path(name).isArray()) {
                    object.putArray(name);
                } else if (!holdsList && !object.path(name).isObject()) {
                    object.putObject(name);
                }
                node = object.path(name);
            }
        }
        return node;
    }

    private static String written(JsonNode node) {
        try {
            return WRITER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(JsonNode node) {
        return written(node).getBytes(StandardCharsets.UTF_8);
    }

    private static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "… (" + text.length() + ")";
    }
}
