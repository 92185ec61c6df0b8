package my.kilat.contract.petshop;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes of a pet shop; a value that is missing, null or an empty text remains unchanged.
 *
 * @param category one of the four, or empty
 * @param services replaces the whole list if present
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
