/**
 * The upstream side: connections to upstreams, idle and in use. Knows of a request only who takes the response.
 */
@NullMarked
package my.kilat.gateway.proxy.upstream;

import org.jspecify.annotations.NullMarked;
