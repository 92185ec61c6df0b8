/** WebSockets on which a service tells its clients what happens: who may open one, what waits for a slow reader, when it ends. */
@org.jspecify.annotations.NullMarked
package my.kilat.platform.socket;
