/** The runner service: runners, their positions and the pet shops. */
@org.jspecify.annotations.NullMarked
package my.kilat.runner;
