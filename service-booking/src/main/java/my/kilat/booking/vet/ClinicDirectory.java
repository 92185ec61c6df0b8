package my.kilat.booking.vet;

import java.util.List;
import java.util.UUID;
import my.kilat.booking.domain.Clinic;
import my.kilat.booking.store.VetClinics;
import my.kilat.contract.vet.VetClinicsImport;
import my.kilat.platform.database.Tx;
import my.kilat.platform.failure.Failure;

/** Changes of the directory by administrators. */
final class ClinicDirectory {
    /** Far more than a country has, so that the directory stays small enough to be searched and listed. */
    static final int MOST = 10_000;

    private ClinicDirectory() {}

    /**
     * Adds a clinic.
     *
     * @throws Failure.Conflict if its key of elsewhere is taken, or the directory is full
     */
    static void add(Tx tx, Clinic clinic) {
        requireRoom(VetClinics.lockAndCount(tx) + 1);
        if (!VetClinics.add(tx, clinic)) {
            throw new Failure.Conflict("a clinic with the external_id " + clinic.externalId()
                    + " is in the directory already; change it, or import it");
        }
    }

    /**
     * Adds clinics that are new, and changes the others.
     *
     * @throws Failure.Conflict if the directory does not hold them all
     */
    static VetClinicsImport put(Tx tx, List<Clinic> clinics) {
        long before = VetClinics.lockAndCount(tx);
        int written = VetClinics.put(tx, clinics);
        long after = VetClinics.count(tx);
        requireRoom(after);
        int added = Math.toIntExact(after - before);
        return new VetClinicsImport(added, written - added, clinics.size() - written);
    }

    /**
     * Makes a clinic what is given.
     *
     * @throws Failure.NotFound if there is none with its id
     */
    static Clinic replace(Tx tx, Clinic clinic) {
        return VetClinics.replace(tx, clinic).orElseThrow(() -> notFound(clinic.id()));
    }

    /**
     * Deletes a clinic.
     *
     * @throws Failure.NotFound if there is none with this id
     */
    static void delete(Tx tx, UUID id) {
        VetClinics.lockAndCount(tx);
        if (!VetClinics.delete(tx, id)) {
            throw notFound(id);
        }
    }

    private static void requireRoom(long clinics) {
        if (clinics > MOST) {
            throw new Failure.Conflict(
                    "the directory has at most " + MOST + " clinics; delete those that are no longer needed");
        }
    }

    private static Failure notFound(UUID id) {
        return new Failure.NotFound("Vet clinic", id);
    }
}
