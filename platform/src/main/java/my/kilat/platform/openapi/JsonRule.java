package my.kilat.platform.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import java.util.List;
import java.util.stream.Collectors;
import my.kilat.platform.failure.Failure;

/** A JSON schema of the contract, compiled. */
public final class JsonRule {
    private static final int MOST_PROBLEMS = 5;

    private final Schema schema;
    private final JsonNode document;

    JsonRule(Schema schema, JsonNode document) {
        this.schema = schema;
        this.document = document;
    }

    /**
     * Validates a value.
     *
     * @param prefix the place of the value in the request: empty for a body, the parameter's name for a query
     * @throws Failure.Invalid with the first problem as its message, the others as its detail
     */
    public void check(JsonNode value, String prefix) {
        FewErrors found = new FewErrors();
        try {
            schema.validate(found, value);
        } catch (EnoughErrors e) {
            // Further errors are not reported.
        }
        if (found.getErrors().isEmpty()) {
            return;
        }
        List<String> sentences = found.getErrors().stream()
                .map(problem -> sentence(problem, prefix))
                .distinct()
                .toList();
        throw new Failure.Invalid(
                sentences.getFirst(), sentences.stream().skip(1).collect(Collectors.joining("; ")));
    }

    /** Ends the validation at the last problem that is reported. */
    private static final class FewErrors extends ExecutionContext {
        private static final ExecutionConfig CONFIG =
                ExecutionConfig.builder().formatAssertionsEnabled(true).build();

        FewErrors() {
            super(CONFIG);
        }

        @Override
        public void addError(Error error) {
            super.addError(error);
            if (getErrors().size() > MOST_PROBLEMS) {
                throw new EnoughErrors();
            }
        }
    }

    private static final class EnoughErrors extends RuntimeException {
        private static final long serialVersionUID = 1L;

        EnoughErrors() {
            super(null, null, false, false);
        }
    }

    private String sentence(Error problem, String prefix) {
        String place = place(problem, prefix);
        return switch (problem.getKeyword()) {
            case "required" -> child(place, problem.getProperty()) + " is required";
            case "pattern" -> named(place) + " " + problemOf(problem);
            default -> named(place) + ": " + trimmed(problem);
        };
    }

    /** A pattern says little to a person; the schema may hold a better message as {@code x-problem}. */
    private String problemOf(Error problem) {
        String keyword = problem.getSchemaLocation().getFragment().toString();
        String schemaPointer = keyword.substring(0, Math.max(0, keyword.lastIndexOf('/')));
        return document.at(schemaPointer).path("x-problem").asText("does not have the right form");
    }

    private static String trimmed(Error problem) {
        String message = problem.getMessage();
        int colon = message.indexOf(": ");
        return message.startsWith("/") && colon > 0 ? message.substring(colon + 2) : message;
    }

    private static String place(Error problem, String prefix) {
        String pointer = problem.getInstanceLocation().toString();
        String path = pointer.replaceAll("^/", "").replace('/', '.');
        if (prefix.isEmpty()) {
            return path;
        }
        return path.isEmpty() ? prefix : prefix + "." + path;
    }

    private static String child(String place, String property) {
        return place.isEmpty() ? property : place + "." + property;
    }

    private static String named(String place) {
        return place.isEmpty() ? "the body" : place;
    }
}
