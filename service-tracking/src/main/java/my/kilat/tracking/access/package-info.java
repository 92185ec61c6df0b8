/** Who may see what of a booking. */
@org.jspecify.annotations.NullMarked
package my.kilat.tracking.access;
