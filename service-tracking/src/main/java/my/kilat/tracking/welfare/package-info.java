/** The welfare of pets on the way: stops with a pet aboard. */
@org.jspecify.annotations.NullMarked
package my.kilat.tracking.welfare;
