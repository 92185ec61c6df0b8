/** Trips, waypoints and live sockets. */
@org.jspecify.annotations.NullMarked
package my.kilat.tracking;
