package my.kilat.contract.petshop;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to change of a pet shop; whatever is missing, null or an empty text stays as it is.
 *
 * @param category one of the four, or empty
 * @param services replaces the whole list when given
 */
public record UpdatePetShopRequest(
        @Nullable String name,
        @Nullable String address,
        @Nullable Double latitude,
        @Nullable Double longitude,
        @Nullable String category,
        @Nullable String phone,
        @Nullable String email,
        @Nullable List<String> services,
        @Nullable String imageUrl,
        @Nullable String openingHours,
        @Nullable String description) {}
