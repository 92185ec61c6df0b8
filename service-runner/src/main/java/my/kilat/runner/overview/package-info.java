/** What the operations console shows of runners. */
@org.jspecify.annotations.NullMarked
package my.kilat.runner.overview;
