/** Waypoints: positions of runners, stored with the trips they are on. */
@org.jspecify.annotations.NullMarked
package my.kilat.tracking.waypoint;
