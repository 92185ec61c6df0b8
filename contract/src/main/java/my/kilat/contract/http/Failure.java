package my.kilat.contract.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The body of every answer from 400 up.
 *
 * @param success always false
 * @param error what went wrong, for a person to read; clients show it as it stands
 * @param detail more about it, omitted when there is nothing to add
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Failure(
        boolean success, String error, @Nullable String detail) {

    public static Failure of(String error) {
        return new Failure(false, error, null);
    }

    /** An empty detail is left out. */
    public static Failure of(String error, String detail) {
        return new Failure(false, error, detail.isEmpty() ? null : detail);
    }
}
