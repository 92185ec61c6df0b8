/** Tests of what operators look at. */
@org.jspecify.annotations.NullMarked
package my.kilat.console.look;
