package my.kilat.contract.internal;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which bookings were offered to this runner, the latest first?
 *
 * @param before the {@code next} of the page before
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunnerOffersQuestion(UUID userId, @Nullable String before) {}
