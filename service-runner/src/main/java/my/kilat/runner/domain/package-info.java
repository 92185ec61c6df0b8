/** The rules: what runners may do, what becomes of a ride, what a position, a profile and a shop must look like. Nothing here knows HTTP, SQL or Kafka. */
@org.jspecify.annotations.NullMarked
package my.kilat.runner.domain;
