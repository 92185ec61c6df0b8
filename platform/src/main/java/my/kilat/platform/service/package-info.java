/** The parts of the platform as things that start and stop, and what one JVM gives them. */
@org.jspecify.annotations.NullMarked
package my.kilat.platform.service;
