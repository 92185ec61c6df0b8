/** Topics, consumer groups, outboxes and dead letters. */
@org.jspecify.annotations.NullMarked
package my.kilat.console.broker;
