/** The other services, and what many pages ask of them at the same time. */
@org.jspecify.annotations.NullMarked
package my.kilat.console.upstream;
