/** The log files, told apart, merged and made readable. */
@org.jspecify.annotations.NullMarked
package my.kilat.launcher.log;
