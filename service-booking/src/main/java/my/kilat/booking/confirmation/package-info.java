/** From the delivery to the completion: the owner's word, or the timer's when there is none. */
@org.jspecify.annotations.NullMarked
package my.kilat.booking.confirmation;
