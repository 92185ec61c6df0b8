/** The ride as a load: creating, reading, listing, whole rides, positions, all through the gateway. */
@org.jspecify.annotations.NullMarked
package my.kilat.bench.lifecycle;
