/** Handling cards: what a runner has to know to handle a pet. */
@org.jspecify.annotations.NullMarked
package my.kilat.booking.handling;
