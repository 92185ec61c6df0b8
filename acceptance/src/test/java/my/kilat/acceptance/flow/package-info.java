/** Rides from beginning to end, as the events tell them. */
@org.jspecify.annotations.NullMarked
package my.kilat.acceptance.flow;
