/** Tests of dead letters. */
@org.jspecify.annotations.NullMarked
package my.kilat.console.broker;
