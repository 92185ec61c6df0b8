/** How the kilat command looks: styles, tables, words for numbers. */
@org.jspecify.annotations.NullMarked
package my.kilat.launcher.screen;
