/** Positions in memory and in the database. */
@org.jspecify.annotations.NullMarked
package my.kilat.runner.position;
