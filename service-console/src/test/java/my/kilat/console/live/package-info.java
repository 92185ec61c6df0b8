/** Tests of streams. */
@org.jspecify.annotations.NullMarked
package my.kilat.console.live;
