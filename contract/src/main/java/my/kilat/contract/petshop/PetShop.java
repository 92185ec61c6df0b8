package my.kilat.contract.petshop;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A pet shop. Texts are never missing, only empty.
 *
 * @param ownerId user id of the keeper; omitted for shops without one
 * @param latitude degrees, -90 to 90
 * @param longitude degrees, -180 to 180
 * @param rating 0 to 5
 * @param imageUrl omitted if there is none
 * @param distanceKm kilometres from the searched place; only in nearby results
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PetShop(
        UUID id,
        @Nullable UUID ownerId,
        String name,
        String address,
        double latitude,
        double longitude,
        String phone,
        String email,
        PetShopCategory category,
        List<String> services,
        double rating,
        @Nullable String imageUrl,
        String openingHours,
        String description,
        @Nullable Double distanceKm,
        Instant createdAt) {}
