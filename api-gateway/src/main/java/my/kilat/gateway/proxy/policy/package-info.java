/** Decisions that touch no connection: retries, slots, limits of connections and sockets, CORS. */
@NullMarked
package my.kilat.gateway.proxy.policy;

import org.jspecify.annotations.NullMarked;
