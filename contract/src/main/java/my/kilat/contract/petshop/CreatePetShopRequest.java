package my.kilat.contract.petshop;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A new pet shop.
 *
 * @param latitude degrees, -90 to 90
 * @param longitude degrees, -180 to 180
 * @param imageUrl empty means none
 */
public record CreatePetShopRequest(
        String name,
        String address,
        double latitude,
        double longitude,
        PetShopCategory category,
        @Nullable String phone,
        @Nullable String email,
        @Nullable List<String> services,
        @Nullable String imageUrl,
        @Nullable String openingHours,
        @Nullable String description) {}
