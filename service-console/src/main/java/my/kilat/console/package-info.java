/** The operations console: what its pages ask, its sessions and its audit log. */
@org.jspecify.annotations.NullMarked
package my.kilat.console;
