/** Where runners and rides are at this moment. */
@org.jspecify.annotations.NullMarked
package my.kilat.console.map;
