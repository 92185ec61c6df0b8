/** Streams that tell open pages what changes. */
@org.jspecify.annotations.NullMarked
package my.kilat.console.live;
