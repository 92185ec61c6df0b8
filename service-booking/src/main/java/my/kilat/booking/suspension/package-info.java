/** Runners who may take no rides, as the runner service tells of them. */
@org.jspecify.annotations.NullMarked
package my.kilat.booking.suspension;
