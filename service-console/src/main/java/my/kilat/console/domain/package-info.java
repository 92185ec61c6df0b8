/** Values of the console, and its rules. */
@org.jspecify.annotations.NullMarked
package my.kilat.console.domain;
