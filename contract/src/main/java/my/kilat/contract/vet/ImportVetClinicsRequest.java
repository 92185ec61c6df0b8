package my.kilat.contract.vet;

import java.util.List;

/**
 * Clinics to add to the directory, or to change in it.
 *
 * @param clinics 1 to 1,000 of them, each with an {@code external_id} of its own
 */
public record ImportVetClinicsRequest(List<AddVetClinicRequest> clinics) {}
