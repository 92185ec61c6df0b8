/** The running platform that is measured, and the people who send the load. */
@org.jspecify.annotations.NullMarked
package my.kilat.bench.platform;
