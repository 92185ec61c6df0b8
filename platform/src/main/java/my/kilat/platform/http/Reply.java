package my.kilat.platform.http;

import java.util.List;
import java.util.Map;
import my.kilat.contract.http.CursorEnvelope;
import my.kilat.contract.http.CursorPagination;
import my.kilat.contract.http.Failure;
import my.kilat.contract.http.ItemsPage;
import my.kilat.contract.http.Message;
import my.kilat.contract.http.Page;
import my.kilat.contract.http.Pagination;
import my.kilat.contract.http.Success;
import my.kilat.platform.json.Json;
import my.kilat.platform.page.CursorPage;
import my.kilat.platform.page.PageRequest;
import org.jspecify.annotations.Nullable;

/**
 * A response.
 *
 * @param status HTTP status
 * @param contentType of the body
 * @param body its bytes; empty for none
 * @param headers all other headers
 */
public record Reply(int status, String contentType, byte[] body, Map<String, String> headers) {
    private static final String JSON = "application/json";

    /** 200 with {@code {"success":true,"data":…}}. */
    public static Reply ok(Object data) {
        return json(200, Success.of(data));
    }

    /** 201 with {@code {"success":true,"data":…}}. */
    public static Reply created(Object data) {
        return json(201, Success.of(data));
    }

    /** 200 with {@code {"success":true,"data":{"message":…}}}. */
    public static Reply message(String message) {
        return ok(new Message(message));
    }

    /** 200 with one page of a list. */
    public static Reply page(List<?> rows, PageRequest page, long total) {
        return json(200, Page.of(rows, Pagination.of(total, page.page(), page.limit())));
    }

    /** 200 with one page of a list whose data is an object with {@code items}, the format that the runner app expects. */
    public static Reply items(List<?> rows, PageRequest page, long total) {
        return json(200, ItemsPage.of(rows, Pagination.of(total, page.page(), page.limit())));
    }

    /** 200 with one page of a list that is read by cursor. */
    public static Reply page(CursorPage<?> page, int limit) {
        return cursorPage(page.items(), limit, page.next());
    }

    /** As {@link #page(CursorPage, int)}, with data that is an object with {@code items}. */
    public static Reply items(CursorPage<?> page, int limit) {
        return cursorPage(Map.of("items", page.items()), limit, page.next());
    }

    /**
     * 200 with one page of a list that is read by cursor, in whatever form.
     *
     * @param next the cursor of the next page; null on the last one
     */
    public static Reply cursorPage(Object data, int limit, @Nullable String next) {
        return json(200, CursorEnvelope.of(data, new CursorPagination(limit, next)));
    }

    /** A response with any object as the whole body. */
    public static Reply json(int status, Object body) {
        return new Reply(status, JSON, Json.bytes(body), Map.of());
    }

    /** A response with these bytes as the body. */
    public static Reply raw(int status, String contentType, byte[] body) {
        return new Reply(status, contentType, body, Map.of());
    }

    /** {@code {"success":false,"error":…}}. */
    public static Reply failure(int status, String error, String detail) {
        return json(status, Failure.of(error, detail));
    }

    /** A copy with one more header. */
    public Reply with(String name, String value) {
        Map<String, String> more = new java.util.HashMap<>(headers);
        more.put(name, value);
        return new Reply(status, contentType, body, Map.copyOf(more));
    }
}
