/** Data of the operating system: memory, ports, packages. */
@org.jspecify.annotations.NullMarked
package my.kilat.launcher.machine;
