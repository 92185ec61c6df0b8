/** Breaks the rules of the architecture, to show that they hold. */
@org.jspecify.annotations.NullMarked
package my.kilat.wrong.feature;
