package my.kilat.runner.domain;

import my.kilat.contract.runner.CreateRunnerRequest;
import my.kilat.contract.runner.VehicleType;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.text.PhoneNumber;
import org.jspecify.annotations.Nullable;

/**
 * A validated runner profile, ready to be stored. The contract ({@code CreateRunnerRequest}) limits the length of texts, and
 * the oldest year of a vehicle.
 *
 * @param fullName not blank
 * @param phone perhaps empty
 * @param vehiclePlate not blank
 * @param vehicleModel not blank
 * @param vehicleYear next year at most; null when unknown
 */
public record NewProfile(
        String fullName,
        String phone,
        VehicleType vehicleType,
        String vehiclePlate,
        String vehicleModel,
        @Nullable Integer vehicleYear,
        boolean airConditioned) {
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
                TypedText.required("vehicle_plate", sent.vehiclePlate()),
                TypedText.required("vehicle_model", sent.vehicleModel()),
                year(sent.vehicleYear(), thisYear),
                Boolean.TRUE.equals(sent.airConditioned()));
    }

    private static String name(@Nullable String sent, String ofAccount) {
        String name = TypedText.orElse(sent, ofAccount.strip());
        if (name.isEmpty()) {
            throw new Failure.Invalid("full_name is required, because the account carries no name");
        }
        return name;
    }

    private static String phone(@Nullable String sent, String ofAccount) {
        String phone = PhoneNumber.of(TypedText.orElse(sent, ""));
        return phone.isEmpty() ? ofAccount.strip() : phone;
    }

    private static @Nullable Integer year(@Nullable Integer sent, int thisYear) {
        if (sent != null && sent > thisYear + 1) {
            throw new Failure.Invalid("vehicle_year has to be at most " + (thisYear + 1));
        }
        return sent;
    }
}
