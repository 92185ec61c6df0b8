/** What the operations console shows of bookings. */
@org.jspecify.annotations.NullMarked
package my.kilat.booking.overview;
