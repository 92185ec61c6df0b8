/** The upstream side: connections to upstreams, idle and in use. Of a request it only knows the handler of the response. */
@NullMarked
package my.kilat.gateway.proxy.upstream;

import org.jspecify.annotations.NullMarked;
