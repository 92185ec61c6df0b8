/** The output of the kilat command: styles, tables, formatted numbers. */
@org.jspecify.annotations.NullMarked
package my.kilat.launcher.screen;
