/**
 * The proxy path. A client's connection and the upstream connections that serve it live on one event loop, so a request
 * never changes threads; heads are read and written as bytes, bodies stream through and are never collected.
 */
@NullMarked
package my.kilat.gateway.proxy;

import org.jspecify.annotations.NullMarked;
