package my.kilat.contract.internal;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which runners are there, by user id?
 *
 * @param states {@code free}, {@code busy}, {@code silent} and {@code offline}; all when it is empty
 * @param after the {@code next} of the page before
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunnerRowsQuestion(
        List<String> states, @Nullable UUID after) {}
