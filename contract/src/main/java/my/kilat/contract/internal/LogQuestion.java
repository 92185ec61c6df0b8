package my.kilat.contract.internal;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Which of the latest lines of its log a service is to tell.
 *
 * @param level those of this level and above
 * @param text those in whose message, request id, trace id or error this is found, in any letter case; all when it is missing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LogQuestion(LogLevel level, @Nullable String text) {}
