/** Periodic work on rows of the database, in batches. */
@org.jspecify.annotations.NullMarked
package my.kilat.platform.batch;
