/** The welfare of pets on the way: stops with a pet aboard, and summaries of rides. */
@org.jspecify.annotations.NullMarked
package my.kilat.tracking.welfare;
