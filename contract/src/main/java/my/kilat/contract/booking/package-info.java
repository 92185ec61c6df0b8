/** Bookings, and the pets, places and crates they are about. */
@org.jspecify.annotations.NullMarked
package my.kilat.contract.booking;
