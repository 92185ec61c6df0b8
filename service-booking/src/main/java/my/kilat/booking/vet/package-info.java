/** Veterinary clinics: the nearest during a ride, and their directory. */
@org.jspecify.annotations.NullMarked
package my.kilat.booking.vet;
