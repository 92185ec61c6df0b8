package my.kilat.contract.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The position of a page in a list that is read by cursor. Such a list is not counted.
 *
 * @param limit rows per page at most
 * @param nextCursor the cursor of the next page; omitted on the last one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CursorPagination(int limit, @Nullable String nextCursor) {}
