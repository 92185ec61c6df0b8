/** Runners, rides, positions and pet shops in PostgreSQL. */
@org.jspecify.annotations.NullMarked
package my.kilat.runner.store;
