/** The load that wrk cannot make, and the upstream that nginx cannot be; each runs in a process of its own. */
@org.jspecify.annotations.NullMarked
package my.kilat.bench.gateway.traffic;
