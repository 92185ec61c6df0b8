package my.kilat.contract.internal;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where was each runner at this time?
 *
 * @param at in whole seconds
 * @param after the {@code next} of the page before
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunnerPlacesAtQuestion(Instant at, @Nullable UUID after) {}
