/**
 * Rate limits that several gateways keep together in a Redis. Each event loop has a connection of its own; a request is
 * counted in one round trip, and when the store does not answer in time, it is counted by its gateway alone.
 */
@NullMarked
package my.kilat.gateway.limit.store;

import org.jspecify.annotations.NullMarked;
