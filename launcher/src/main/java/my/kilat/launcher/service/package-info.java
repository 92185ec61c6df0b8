/** The services, as things that are started in one JVM or in one each. */
@org.jspecify.annotations.NullMarked
package my.kilat.launcher.service;
