/** {@code kilat bench}: measurements, as ratios and per unit of work, never as tests. */
@org.jspecify.annotations.NullMarked
package my.kilat.bench;
