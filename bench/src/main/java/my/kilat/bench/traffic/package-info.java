/** Load at fixed times, sockets, and the upstream that nginx cannot be, on an event loop. */
@org.jspecify.annotations.NullMarked
package my.kilat.bench.traffic;
