/** Bookings as they are: one, a list, and what the payment service asks. */
@org.jspecify.annotations.NullMarked
package my.kilat.booking.lookup;
