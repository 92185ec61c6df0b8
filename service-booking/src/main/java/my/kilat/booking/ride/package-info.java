/** The moves of owners and runners during a ride. */
@org.jspecify.annotations.NullMarked
package my.kilat.booking.ride;
