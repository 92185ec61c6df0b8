/**
 * One event loop: its time, its connections with deadlines, buffers, and how much is held for slow clients. Knows
 * nothing of requests.
 */
@NullMarked
package my.kilat.gateway.proxy.loop;

import org.jspecify.annotations.NullMarked;
