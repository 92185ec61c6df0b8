/** Trips, waypoints and what is known of bookings, in PostgreSQL. */
@org.jspecify.annotations.NullMarked
package my.kilat.tracking.store;
