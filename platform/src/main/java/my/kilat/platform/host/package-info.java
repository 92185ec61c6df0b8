/** Resources that exist once per JVM, however many services run in it. */
@org.jspecify.annotations.NullMarked
package my.kilat.platform.host;
