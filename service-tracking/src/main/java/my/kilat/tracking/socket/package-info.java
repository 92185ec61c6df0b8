/** Sockets, and what is sent to them. */
@org.jspecify.annotations.NullMarked
package my.kilat.tracking.socket;
