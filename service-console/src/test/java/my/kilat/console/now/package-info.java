/** Tests of the first page. */
@org.jspecify.annotations.NullMarked
package my.kilat.console.now;
