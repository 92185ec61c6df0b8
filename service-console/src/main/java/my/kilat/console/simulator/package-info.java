/** What makes things happen on a development platform; elsewhere all of it is refused. */
@org.jspecify.annotations.NullMarked
package my.kilat.console.simulator;
