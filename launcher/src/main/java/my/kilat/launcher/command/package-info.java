/** The commands of kilat, one class each. */
@org.jspecify.annotations.NullMarked
package my.kilat.launcher.command;
