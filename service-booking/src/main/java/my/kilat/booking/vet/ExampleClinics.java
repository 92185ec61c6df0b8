package my.kilat.booking.vet;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import my.kilat.booking.domain.Clinic;
import my.kilat.booking.store.VetClinics;
import my.kilat.contract.vet.ImportVetClinicsRequest;
import my.kilat.platform.database.Database;
import my.kilat.platform.json.Json;

/**
 * Clinics that do not exist, for a platform on a development machine: without any, nobody would see the vets of a ride there. The
 * manual imports the same file.
 */
public final class ExampleClinics {
    private static final String FILE = "vets.example.json";

    /** The id that identity gives to {@code admin.test@kilat.my}, who is named as the one who wrote them. */
    private static final UUID ADMIN = UUID.fromString("00000000-0000-4000-8000-000000000004");

    private ExampleClinics() {}

    /** Adds them to a directory that is empty. */
    public static void seed(Database database, Instant now) {
        List<Clinic> clinics = new ClinicForm(ADMIN, now).imported(read());
        database.run(tx -> {
            if (VetClinics.lockAndCount(tx) == 0) {
                VetClinics.put(tx, clinics);
            }
        });
    }

    private static ImportVetClinicsRequest read() {
        try (InputStream file = ExampleClinics.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException("there is no " + FILE);
            }
            return Json.read(file.readAllBytes(), ImportVetClinicsRequest.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
