/** Owners paying for their bookings. */
@org.jspecify.annotations.NullMarked
package my.kilat.payment.initiation;
