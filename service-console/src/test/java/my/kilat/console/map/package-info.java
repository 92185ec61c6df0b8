/** Tests of the map. */
@org.jspecify.annotations.NullMarked
package my.kilat.console.map;
