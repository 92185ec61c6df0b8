/** Bounded execution of CPU-intensive work, so that it does not starve other requests. */
@org.jspecify.annotations.NullMarked
package my.kilat.identity.cpu;
