package my.kilat.contract.internal;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where are the pet shops, by id?
 *
 * @param after the {@code next} of the page before
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ShopPlacesQuestion(@Nullable UUID after) {}
