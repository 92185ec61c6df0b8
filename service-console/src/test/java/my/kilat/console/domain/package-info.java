/** Tests of the values of the console. */
@org.jspecify.annotations.NullMarked
package my.kilat.console.domain;
