package my.kilat.contract.vet;

/**
 * What an import has done.
 *
 * @param added clinics that were not in the directory
 * @param changed clinics that were in it and differed
 * @param unchanged clinics that were in it as they were sent
 */
public record VetClinicsImport(int added, int changed, int unchanged) {}
