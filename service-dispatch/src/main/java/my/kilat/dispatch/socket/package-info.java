/** Sockets on which runners learn of their offers. */
@org.jspecify.annotations.NullMarked
package my.kilat.dispatch.socket;
