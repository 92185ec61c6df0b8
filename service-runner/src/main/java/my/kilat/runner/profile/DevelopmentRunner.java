package my.kilat.runner.profile;

import java.util.List;
import java.util.UUID;
import my.kilat.contract.booking.CrateSize;
import my.kilat.contract.booking.PetKind;
import my.kilat.contract.runner.AddCrateRequest;
import my.kilat.contract.runner.VehicleType;
import my.kilat.platform.database.Database;
import my.kilat.runner.domain.NewProfile;

/**
 * The profile and the crate of {@code runner.test@kilat.my}, an account that identity creates on a development machine: one of
 * the apps can neither register nor create a profile.
 */
public final class DevelopmentRunner {
    /** The id that identity gives to that account. */
    public static final UUID USER = UUID.fromString("00000000-0000-4000-8000-000000000002");

    private static final NewProfile PROFILE =
            new NewProfile("Ravi Runner", "+60123450002", VehicleType.CAR, "WKL 2026", "Perodua Myvi", 2024, true);

    private static final AddCrateRequest CRATE = new AddCrateRequest(
            CrateSize.LARGE,
            List.of(PetKind.CAT, PetKind.DOG, PetKind.RABBIT, PetKind.BIRD, PetKind.OTHER),
            30,
            70.0,
            65.0,
            95.0,
            true,
            true);

    private DevelopmentRunner() {}

    /** Makes them unless they are there. */
    public static void seed(Database database, ProfileKeeping profiles) {
        database.run(tx -> {
            if (profiles.createUnlessThere(tx, USER, PROFILE)) {
                profiles.addCrate(tx, USER, CRATE);
            }
        });
    }
}
