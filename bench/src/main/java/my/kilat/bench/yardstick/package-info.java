/** What the machine can do, measured with programs that are the same everywhere. */
@org.jspecify.annotations.NullMarked
package my.kilat.bench.yardstick;
