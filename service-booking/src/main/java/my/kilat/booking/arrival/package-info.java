/** Arrivals for the history of a booking. */
@org.jspecify.annotations.NullMarked
package my.kilat.booking.arrival;
