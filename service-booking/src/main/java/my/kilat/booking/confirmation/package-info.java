/** From the delivery to the completion: the confirmation by the owner, or by the timer. */
@org.jspecify.annotations.NullMarked
package my.kilat.booking.confirmation;
