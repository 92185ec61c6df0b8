/**
 * The proxy path. A client's connection and the upstream connections that serve it belong to one event loop, so a request
 * never changes threads; heads are parsed and written as bytes, bodies are streamed. Only a short body that is still arriving
 * is collected first, and a short response whose client is slow is buffered, so that a slow client costs the gateway a bounded
 * number of bytes and its upstream nothing.
 *
 * <p>Its packages depend on each other from top to bottom only:
 * <pre>
 * client      admission    the requests in a client's bytes; the stages that each passes
 *        exchange          a request and its response
 *        upstream          connections to upstreams
 *         policy           retries, slots, limits of connections and sockets, CORS
 *          loop            the event loop, its deadlines, buffers and byte budget
 * </pre>
 */
@NullMarked
package my.kilat.gateway.proxy;

import org.jspecify.annotations.NullMarked;
