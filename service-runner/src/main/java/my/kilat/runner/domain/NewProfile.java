package my.kilat.runner.domain;

import my.kilat.contract.runner.CreateRunnerRequest;
import my.kilat.contract.runner.VehicleType;
import my.kilat.platform.failure.Failure;
import org.jspecify.annotations.Nullable;

/**
 * A runner's profile, checked and ready to be kept.
 *
 * @param fullName 1 to 255 characters
 * @param phone up to 20 characters, perhaps none
 * @param vehiclePlate 1 to 20 characters
 * @param vehicleModel 1 to 100 characters
 * @param vehicleYear 1980 to next year, or null when unknown
 */
public record NewProfile(
        String fullName,
        String phone,
        VehicleType vehicleType,
        String vehiclePlate,
        String vehicleModel,
        @Nullable Integer vehicleYear,
        boolean airConditioned) {
    private static final int OLDEST_VEHICLE = 1980;
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_PHONE = 20;

    /**
     * Checks what was sent, and takes what is missing from the account.
     *
     * @param accountName the name of the account, perhaps empty
     * @param accountPhone the number of the account, perhaps empty
     * @param thisYear the current year
     * @throws Failure.Invalid saying what is wrong
     */
    public static NewProfile of(CreateRunnerRequest sent, String accountName, String accountPhone, int thisYear) {
        return new NewProfile(
                name(sent.fullName(), accountName),
                phone(sent.phone(), accountPhone),
                sent.vehicleType(),
                Words.required("vehicle_plate", sent.vehiclePlate()),
                Words.required("vehicle_model", sent.vehicleModel()),
                year(sent.vehicleYear(), thisYear),
                Boolean.TRUE.equals(sent.airConditioned()));
    }

    private static String name(@Nullable String sent, String ofAccount) {
        String name = Words.cut(Words.orElse(sent, ofAccount.strip()), LONGEST_NAME);
        if (name.isEmpty()) {
            throw new Failure.Invalid("full_name is required, because the account carries no name");
        }
        return name;
    }

    private static String phone(@Nullable String sent, String ofAccount) {
        String phone = PhoneNumber.normal(Words.orElse(sent, ""));
        if (!phone.isEmpty()) {
            return phone;
        }
        String known = ofAccount.strip();
        return known.length() <= LONGEST_PHONE ? known : "";
    }

    private static @Nullable Integer year(@Nullable Integer sent, int thisYear) {
        if (sent != null && (sent < OLDEST_VEHICLE || sent > thisYear + 1)) {
            throw new Failure.Invalid("vehicle_year has to be " + OLDEST_VEHICLE + " to " + (thisYear + 1));
        }
        return sent;
    }
}
