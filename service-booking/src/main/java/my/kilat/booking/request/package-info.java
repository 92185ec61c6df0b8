/** Requests of rides by owners. */
@org.jspecify.annotations.NullMarked
package my.kilat.booking.request;
