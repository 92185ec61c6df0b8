/** docs/performance.md: each bench writes its own part of it. */
@org.jspecify.annotations.NullMarked
package my.kilat.bench.page;
