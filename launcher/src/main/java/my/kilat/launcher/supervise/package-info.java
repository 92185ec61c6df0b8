/** Starting all parts in order, watching them, and ending them. */
@org.jspecify.annotations.NullMarked
package my.kilat.launcher.supervise;
