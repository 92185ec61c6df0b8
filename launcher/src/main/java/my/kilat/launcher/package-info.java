/** The kilat command: everything on one machine. */
@org.jspecify.annotations.NullMarked
package my.kilat.launcher;
