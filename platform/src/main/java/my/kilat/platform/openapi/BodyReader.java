package my.kilat.platform.openapi;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.json.JsonBuffers;

/**
 * Reads the JSON body of a request within the {@link BodyLimits} of its schema. It stops at the first value that exceeds a
 * limit, and skips members that the schema does not name.
 */
final class BodyReader {
    /** Deeper than anything in the contract; nesting within skipped members counts as well. */
    private static final int DEEPEST = 64;

    /** Of one object, kept and skipped ones together. */
    private static final int MOST_MEMBERS = 100;

    private static final int LONGEST_NUMBER = 100;
    private static final int LONGEST_NAME = 200;

    /** Names come from callers, so they are not interned: the table of interned names is shared by the whole process. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(LONGEST_NUMBER)
                    .maxNameLength(LONGEST_NAME)
                    .build())
            .recyclerPool(JsonBuffers.POOL)
            .build();

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonParser parser;

    private BodyReader(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * Reads a body.
     *
     * @throws Failure.Invalid if it is not JSON, or holds more than its limits
     */
    static JsonNode read(byte[] body, BodyLimits limits) {
        try (JsonParser parser = JSON.createParser(body)) {
            parser.nextToken();
            JsonNode value = new BodyReader(parser).value(limits);
            if (parser.nextToken() != null) {
                throw notJson("something follows the end of the value", parser);
            }
            return value;
        } catch (StreamConstraintsException e) {
            throw new Failure.Invalid(
                    "the body is too complex",
                    "it may be nested " + DEEPEST + " deep, with names of " + LONGEST_NAME
                            + " characters and numbers of " + LONGEST_NUMBER + " digits");
        } catch (JsonEOFException e) {
            throw notJson("it ends too early");
        } catch (JsonProcessingException e) {
            throw e.getLocation() == null
                    ? notJson("")
                    : notJson("see line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Failure notJson(String why, JsonParser parser) {
        return notJson(why + ", line " + parser.currentLocation().getLineNr() + ", column "
                + parser.currentLocation().getColumnNr());
    }

    private static Failure notJson(String detail) {
        return new Failure.Invalid("the body is not valid JSON", detail);
    }

    private JsonNode value(BodyLimits limits) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw notJson("it is empty");
        }
        return switch (token) {
            case START_OBJECT -> object(limits);
            case START_ARRAY -> list(limits);
            case VALUE_STRING -> text(limits);
            case VALUE_NUMBER_INT -> integer();
            case VALUE_NUMBER_FLOAT -> real();
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            default -> NODES.nullNode();
        };
    }

    private ObjectNode object(BodyLimits limits) throws IOException {
        ObjectNode object = NODES.objectNode();
        JsonStreamContext around = parser.getParsingContext().getParent();
        int members = 0;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            if (++members > MOST_MEMBERS) {
                throw tooMuch(around, "must have at most " + MOST_MEMBERS + " members");
            }
            parser.nextToken();
            BodyLimits member = limits.members().get(name);
            if (member == null) {
                parser.skipChildren();
            } else {
                object.set(name, value(member));
            }
        }
        return object;
    }

    /** Where the schema allows no list, an empty one is kept, which the schema then refuses. */
    private ArrayNode list(BodyLimits limits) throws IOException {
        ArrayNode list = NODES.arrayNode();
        JsonStreamContext around = parser.getParsingContext().getParent();
        BodyLimits each = limits.elements();
        if (each == null) {
            parser.skipChildren();
            return list;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (list.size() == limits.mostElements()) {
                throw tooMuch(around, "must have at most " + limits.mostElements() + " items");
            }
            list.add(value(each));
        }
        return list;
    }

    /** Where the schema allows no text, a short one is kept, which the schema then refuses. */
    private JsonNode text(BodyLimits limits) throws IOException {
        int longest = limits.longestText();
        if (longest == 0) {
            return NODES.textNode("");
        }
        if (parser.getTextLength() > longest) {
            String text = parser.getText();
            if (text.codePointCount(0, text.length()) > longest) {
                if (limits.cutsText()) {
                    return NODES.textNode(text.substring(0, text.offsetByCodePoints(0, longest)));
                }
                throw tooMuch(parser.getParsingContext(), "must be at most " + longest + " characters long");
            }
        }
        return NODES.textNode(parser.getText());
    }

    private JsonNode integer() throws IOException {
        return switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            default -> NODES.numberNode(parser.getBigIntegerValue());
        };
    }

    /** Refuses numbers that a double cannot hold; they would be read as infinite, which other code does not expect. */
    private JsonNode real() throws IOException {
        double number = parser.getDoubleValue();
        if (!Double.isFinite(number)) {
            throw tooMuch(parser.getParsingContext(), "is too large a number");
        }
        return NODES.numberNode(number);
    }

    private static Failure tooMuch(JsonStreamContext at, String problem) {
        String where = at.pathAsPointer().toString();
        return new Failure.Invalid(
                where.isEmpty() ? "the body " + problem : where.substring(1).replace('/', '.') + ": " + problem);
    }
}
