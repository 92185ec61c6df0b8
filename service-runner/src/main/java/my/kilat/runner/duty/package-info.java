/** Sessions and rides of runners, and the acceptance of their positions. */
@org.jspecify.annotations.NullMarked
package my.kilat.runner.duty;
