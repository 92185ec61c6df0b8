/** Finds a runner for each paid booking. */
@org.jspecify.annotations.NullMarked
package my.kilat.dispatch;
