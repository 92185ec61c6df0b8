/** What booking and dispatch ask each other. */
@org.jspecify.annotations.NullMarked
package my.kilat.booking.dispatch;
