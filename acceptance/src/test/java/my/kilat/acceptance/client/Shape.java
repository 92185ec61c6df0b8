package my.kilat.acceptance.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The fields that a client reads of an object, and as what. A line such as {@code id:uuid pet_spec.name:text
 * crate_specs[].id:uuid final_price_cents?:int} reads: each has to be there and not null; with a question mark it may be
 * missing or null, but not of another kind. The words after the colon are those of {@link #fits}, or the values that are
 * allowed, separated by bars.
 */
final class Shape {
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");

    private final List<Field> fields;

    private record Field(String path, boolean optional, String kind) {}

    private Shape(List<Field> fields) {
        this.fields = fields;
    }

    static Shape of(String words) {
        return new Shape(
                Stream.of(words.strip().split("\\s+")).map(Shape::field).toList());
    }

    private static Field field(String word) {
        int colon = word.indexOf(':');
        String path = word.substring(0, colon);
        boolean optional = path.endsWith("?");
        return new Field(optional ? path.substring(0, path.length() - 1) : path, optional, word.substring(colon + 1));
    }

    /** This shape and more fields. */
    Shape and(String words) {
        return and(of(words));
    }

    /** This shape and another. */
    Shape and(Shape other) {
        return new Shape(Stream.concat(fields.stream(), other.fields.stream()).toList());
    }

    /** This shape below a field, of each element when it ends in []. */
    Shape below(String prefix) {
        return new Shape(fields.stream()
                .map(field -> new Field(prefix + "." + field.path, field.optional, field.kind))
                .toList());
    }

    /** The object, when it has this shape. */
    JsonNode check(JsonNode object) {
        List<String> problems = new ArrayList<>();
        for (Field field : fields) {
            check(object, field.path, field, problems);
        }
        if (!problems.isEmpty()) {
            throw new AssertionError(problems + " in " + object);
        }
        return object;
    }

    /** Each element of an array, when all have this shape and there is at least one. */
    JsonNode checkAll(JsonNode array) {
        if (!array.isArray() || array.isEmpty()) {
            throw new AssertionError("not an array with something in it: " + array);
        }
        array.forEach(this::check);
        return array;
    }

    private static void check(JsonNode node, String path, Field field, List<String> problems) {
        if (path.isEmpty()) {
            if (!fits(node, field.kind)) {
                problems.add(field + " is " + node.getNodeType() + " " + node);
            }
            return;
        }
        String name = path.split("\\.", 2)[0];
        String rest = path.contains(".") ? path.substring(name.length() + 1) : "";
        boolean list = name.endsWith("[]");
        JsonNode next = node.path(list ? name.substring(0, name.length() - 2) : name);
        if (next.isMissingNode() || next.isNull()) {
            if (!field.optional) {
                problems.add(field + " is missing");
            }
        } else if (list && !next.isArray()) {
            problems.add(field + " is " + next.getNodeType() + " " + next);
        } else if (list) {
            next.forEach(element -> check(element, rest, field, problems));
        } else {
            check(next, rest, field, problems);
        }
    }

    private static boolean fits(JsonNode node, String kind) {
        return switch (kind) {
            case "text" -> node.isTextual();
            case "words" -> node.isTextual() && !node.asText().isBlank();
            case "uuid" -> node.isTextual() && UUID.matcher(node.asText()).matches();
            // Whole seconds, Z: what the strictest date parser of all clients takes.
            case "time" -> node.isTextual() && TIME.matcher(node.asText()).matches();
            case "url" -> node.isTextual() && node.asText().matches("https?://\\S+");
            // 1500 is one, 1500.0 is none: Dart casts.
            case "int" -> node.isIntegralNumber();
            case "number" -> node.isNumber();
            case "bool" -> node.isBoolean();
            case "true" -> node.isBoolean() && node.asBoolean();
            case "object" -> node.isObject();
            case "array" -> node.isArray();
            default -> node.isTextual() && List.of(kind.split("\\|")).contains(node.asText());
        };
    }
}
