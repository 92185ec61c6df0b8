@org.jspecify.annotations.NullMarked
package my.kilat.tracking.waypoint;
