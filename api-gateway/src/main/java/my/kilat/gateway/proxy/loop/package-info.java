/**
 * One event loop: its time, its connections with deadlines, buffers, and the bytes buffered for slow clients. It is
 * independent of requests.
 */
@NullMarked
package my.kilat.gateway.proxy.loop;

import org.jspecify.annotations.NullMarked;
