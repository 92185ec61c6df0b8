/** Resources that a JVM has once, however many services run in it. */
@org.jspecify.annotations.NullMarked
package my.kilat.platform.host;
