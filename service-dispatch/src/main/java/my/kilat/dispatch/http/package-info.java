/** How offers are shown, over HTTP and on sockets. */
@org.jspecify.annotations.NullMarked
package my.kilat.dispatch.http;
