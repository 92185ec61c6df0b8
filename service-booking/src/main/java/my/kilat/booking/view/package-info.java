/** Bookings as they are shown: one, or a page of them. */
@org.jspecify.annotations.NullMarked
package my.kilat.booking.view;
