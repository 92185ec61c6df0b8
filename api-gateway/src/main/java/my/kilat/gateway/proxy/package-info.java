/**
 * The proxy path. A client's connection and the upstream connections that serve it live on one event loop, so a request
 * never changes threads; heads are read and written as bytes, bodies stream through. Only a short body that is still on its
 * way is collected first, and a short answer whose caller is slow is held, so that a slow caller costs the gateway a bounded
 * number of bytes and its upstream nothing.
 */
@NullMarked
package my.kilat.gateway.proxy;

import org.jspecify.annotations.NullMarked;
