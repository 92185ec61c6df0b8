/** Load at little cost, and what it costs the others. */
@org.jspecify.annotations.NullMarked
package my.kilat.bench.load;
