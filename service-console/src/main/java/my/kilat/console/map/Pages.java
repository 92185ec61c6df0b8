package my.kilat.console.map;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What several pages of a list hold.
 *
 * @param more whether there are more than were read
 */
record Pages(List<JsonNode> items, boolean more) {
    static final Pages NONE = new Pages(List.of(), false);
    private static final int MOST = 4;

    /** Page by page, each from where the one before ended; four at most. */
    static Pages read(Function<@Nullable String, JsonNode> question) {
        List<JsonNode> items = new ArrayList<>();
        String cursor = null;
        for (int page = 0; page < MOST; page++) {
            JsonNode rows = question.apply(cursor);
            rows.path("items").forEach(items::add);
            if (!rows.path("next").isTextual()) {
                return new Pages(items, false);
            }
            cursor = rows.path("next").asText();
        }
        return new Pages(items, true);
    }

    /** As {@link #read}, for lists that go on after the id of an item. */
    static Pages readById(Function<@Nullable UUID, JsonNode> question) {
        return read(after -> question.apply(after == null ? null : UUID.fromString(after)));
    }
}
