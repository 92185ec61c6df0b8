/** Summaries of how pets were carried. */
@org.jspecify.annotations.NullMarked
package my.kilat.booking.welfare;
