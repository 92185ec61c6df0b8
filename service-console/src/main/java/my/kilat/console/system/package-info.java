/** The services as they report on themselves. */
@org.jspecify.annotations.NullMarked
package my.kilat.console.system;
