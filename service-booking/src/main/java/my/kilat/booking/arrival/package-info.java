/** Arrivals for the timeline of a booking. */
@org.jspecify.annotations.NullMarked
package my.kilat.booking.arrival;
