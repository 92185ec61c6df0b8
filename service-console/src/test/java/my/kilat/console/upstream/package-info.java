/** Tests of how other services are asked. */
@org.jspecify.annotations.NullMarked
package my.kilat.console.upstream;
