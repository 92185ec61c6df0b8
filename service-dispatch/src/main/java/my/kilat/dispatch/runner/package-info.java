/** What is known of runners: who is online where, and what they can carry. */
@org.jspecify.annotations.NullMarked
package my.kilat.dispatch.runner;
