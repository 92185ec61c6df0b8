/** The session of a browser. */
@org.jspecify.annotations.NullMarked
package my.kilat.console.http;
