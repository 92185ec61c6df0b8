/** The gateway beside nginx, HAProxy and a gateway in Go, under the same load. */
@org.jspecify.annotations.NullMarked
package my.kilat.bench.gateway;
