package my.kilat.contract.runner;

import org.jspecify.annotations.Nullable;

/**
 * A new runner profile with its vehicle.
 *
 * @param fullName the account's name when missing or blank
 * @param phone the account's number when missing or blank
 * @param vehiclePlate not blank, 20 characters at most
 * @param vehicleModel not blank, 100 characters at most
 * @param vehicleYear 1980 to next year
 * @param airConditioned false when missing
 */
public record CreateRunnerRequest(
        @Nullable String fullName,
        @Nullable String phone,
        VehicleType vehicleType,
        String vehiclePlate,
        String vehicleModel,
        @Nullable Integer vehicleYear,
        @Nullable Boolean airConditioned) {}
