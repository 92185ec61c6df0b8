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
                spoilers.add(new Spoiler(
                        place + " = " + shortened(written(value)), valid -> bytes(with(valid, place, value))));
            }
            spoilers.add(new Spoiler("without " + place, valid -> bytes(without(valid, place))));
        }
        return spoilers;
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
