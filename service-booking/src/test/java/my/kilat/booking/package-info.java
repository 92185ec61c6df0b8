/** The booking service as its callers and its neighbours on Kafka see it. */
@org.jspecify.annotations.NullMarked
package my.kilat.booking;
