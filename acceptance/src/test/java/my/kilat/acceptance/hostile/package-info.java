/** What no client should send. */
@org.jspecify.annotations.NullMarked
package my.kilat.acceptance.hostile;
