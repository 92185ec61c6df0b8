/** Access to bookings, for trips, routes and sockets. */
@org.jspecify.annotations.NullMarked
package my.kilat.tracking.access;
