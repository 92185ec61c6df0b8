/** What happens to bookings when people do nothing: reminders, then the step that ends the wait. */
@org.jspecify.annotations.NullMarked
package my.kilat.booking.deadline;
