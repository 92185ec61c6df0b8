/** What owners and runners do with a booking on its way. */
@org.jspecify.annotations.NullMarked
package my.kilat.booking.ride;
