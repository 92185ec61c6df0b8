/** The search for a runner, round by round, as bookings, payments and answers move it. */
@org.jspecify.annotations.NullMarked
package my.kilat.dispatch.search;
