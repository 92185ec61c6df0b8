/** The rules of runners, rides, positions, profiles and shops. Without HTTP, SQL or Kafka. */
@org.jspecify.annotations.NullMarked
package my.kilat.runner.domain;
