/**
 * A request and its response, between the client's connection and the upstream's.
 */
@NullMarked
package my.kilat.gateway.proxy.exchange;

import org.jspecify.annotations.NullMarked;
