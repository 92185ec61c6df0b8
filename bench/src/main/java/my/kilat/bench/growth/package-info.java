/** {@code kilat bench growth}: the cost of each operation with small and with large tables. */
@org.jspecify.annotations.NullMarked
package my.kilat.bench.growth;
