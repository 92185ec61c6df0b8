package my.kilat.contract.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The body of every response with a status of 400 or above.
 *
 * @param success always false
 * @param error the fault, for a person to read; clients display it unchanged
 * @param detail more about it, omitted if there is nothing to add
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Failure(
        boolean success, String error, @Nullable String detail) {

    public static Failure of(String error) {
        return new Failure(false, error, null);
    }

    /** Omits an empty detail. */
    public static Failure of(String error, String detail) {
        return new Failure(false, error, detail.isEmpty() ? null : detail);
    }
}
