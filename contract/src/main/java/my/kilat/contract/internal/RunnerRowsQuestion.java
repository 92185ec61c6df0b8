package my.kilat.contract.internal;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import my.kilat.contract.runner.RunnerState;
import org.jspecify.annotations.Nullable;

/**
 * Which runners are there, by user id?
 *
 * @param states all when it is empty
 * @param after the {@code next} of the page before
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunnerRowsQuestion(
        List<RunnerState> states, @Nullable UUID after) {}
