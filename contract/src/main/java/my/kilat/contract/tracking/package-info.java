/** Trips, their routes, and the frames of the tracking socket. */
@org.jspecify.annotations.NullMarked
package my.kilat.contract.tracking;
