/** The client side: connections over HTTP/1.1, HTTP/2 and TLS, and the requests in their bytes. */
@NullMarked
package my.kilat.gateway.proxy.client;

import org.jspecify.annotations.NullMarked;
