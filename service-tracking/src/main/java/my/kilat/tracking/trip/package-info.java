/** Trips: kept up with the bookings they belong to, and shown. */
@org.jspecify.annotations.NullMarked
package my.kilat.tracking.trip;
