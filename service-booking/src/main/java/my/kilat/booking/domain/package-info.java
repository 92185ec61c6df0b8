/**
 * The rules of a booking: values and pure functions, without HTTP, SQL or Kafka. {@link my.kilat.booking.domain.Move} is the
 * state machine as a table.
 */
@org.jspecify.annotations.NullMarked
package my.kilat.booking.domain;
