/** Runners: the list, and one with rides and positions. */
@org.jspecify.annotations.NullMarked
package my.kilat.console.runner;
