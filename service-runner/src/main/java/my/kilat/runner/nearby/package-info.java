/** The search for runners around a place. */
@org.jspecify.annotations.NullMarked
package my.kilat.runner.nearby;
