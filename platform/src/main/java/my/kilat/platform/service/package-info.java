/** The services of the platform as components that start and stop, and the resources that they share in one JVM. */
@org.jspecify.annotations.NullMarked
package my.kilat.platform.service;
