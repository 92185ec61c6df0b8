/** Bookings: the list, the file of one, and what is done to one. */
@org.jspecify.annotations.NullMarked
package my.kilat.console.booking;
