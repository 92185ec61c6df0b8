/** The words one says to kilat, each a class. */
@org.jspecify.annotations.NullMarked
package my.kilat.launcher.command;
