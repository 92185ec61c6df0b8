/** Starts the services, all in one JVM or each in its own. */
@org.jspecify.annotations.NullMarked
package my.kilat.launcher.service;
