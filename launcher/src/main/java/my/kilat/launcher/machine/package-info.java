/** What the operating system knows: memory, ports, packages. */
@org.jspecify.annotations.NullMarked
package my.kilat.launcher.machine;
