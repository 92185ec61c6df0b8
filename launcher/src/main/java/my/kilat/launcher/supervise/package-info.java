/** Starts all parts in order, watches them, and ends them. */
@org.jspecify.annotations.NullMarked
package my.kilat.launcher.supervise;
