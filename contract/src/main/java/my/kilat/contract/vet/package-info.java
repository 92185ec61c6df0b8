/** Veterinary clinics: the directory that administrators keep, and what is shown of it during a ride. */
@org.jspecify.annotations.NullMarked
package my.kilat.contract.vet;
