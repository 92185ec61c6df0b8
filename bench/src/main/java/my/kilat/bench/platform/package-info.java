/** The running platform that is measured, the people who send the load, and what they do. */
@org.jspecify.annotations.NullMarked
package my.kilat.bench.platform;
