/** Bookings, with their pets, places and crates. */
@org.jspecify.annotations.NullMarked
package my.kilat.contract.booking;
