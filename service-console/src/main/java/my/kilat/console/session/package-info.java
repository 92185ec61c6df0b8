/** Logging in and out. */
@org.jspecify.annotations.NullMarked
package my.kilat.console.session;
