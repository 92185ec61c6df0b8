/** Where things are on this machine: directories, ports, and what is running. */
@org.jspecify.annotations.NullMarked
package my.kilat.launcher.place;
