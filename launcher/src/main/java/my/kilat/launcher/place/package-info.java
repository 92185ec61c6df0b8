/** The platform on this machine: directories, ports, and running processes. */
@org.jspecify.annotations.NullMarked
package my.kilat.launcher.place;
