/** What is measured side by side: finding the programs, setting them up alike, starting and ending them. */
@org.jspecify.annotations.NullMarked
package my.kilat.bench.gateway.peer;
