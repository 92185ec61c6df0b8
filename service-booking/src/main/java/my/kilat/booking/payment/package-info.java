/** What bookings hear of their payments. */
@org.jspecify.annotations.NullMarked
package my.kilat.booking.payment;
