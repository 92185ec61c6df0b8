/** The log files: parsed, merged and formatted. */
@org.jspecify.annotations.NullMarked
package my.kilat.launcher.log;
