/** The booking service: from the request of a ride to its completion. */
@org.jspecify.annotations.NullMarked
package my.kilat.booking;
