/** All benches one after the other. */
@org.jspecify.annotations.NullMarked
package my.kilat.bench.suite;
