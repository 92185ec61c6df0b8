/**
 * Rate limits that several gateways share in a Redis. Each event loop has a connection of its own; a request is counted in one
 * round trip. If the store does not reply in time, the request is counted by its gateway alone.
 */
@NullMarked
package my.kilat.gateway.limit.store;

import org.jspecify.annotations.NullMarked;
