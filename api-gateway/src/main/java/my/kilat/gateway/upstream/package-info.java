/** The services behind the gateway: the addresses of their instances, load balancing, and circuit breakers. */
@NullMarked
package my.kilat.gateway.upstream;

import org.jspecify.annotations.NullMarked;
