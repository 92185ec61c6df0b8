/** Queries of bookings: a single one, a list, and those of the payment service. */
@org.jspecify.annotations.NullMarked
package my.kilat.booking.lookup;
