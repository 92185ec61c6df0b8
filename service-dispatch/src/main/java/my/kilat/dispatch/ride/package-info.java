/** What is known of bookings, and whether a runner is looked for. */
@org.jspecify.annotations.NullMarked
package my.kilat.dispatch.ride;
