package my.kilat.contract.runner;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A runner's profile.
 *
 * @param id the profile's id; everywhere else a runner is identified by the user id
 * @param phone empty in the view of other users
 * @param vehicleYear omitted when unknown
 * @param rating 0 to 5, 0 until rated
 * @param totalTrips completed rides
 * @param distanceKm kilometres from the searched place; only in nearby results
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Runner(
        UUID id,
        UUID userId,
        String fullName,
        String phone,
        VehicleType vehicleType,
        String vehiclePlate,
        String vehicleModel,
        @Nullable Integer vehicleYear,
        boolean airConditioned,
        SessionStatus sessionStatus,
        double rating,
        int totalTrips,
        List<Crate> crateSpecs,
        @Nullable Double distanceKm,
        Instant createdAt) {}
