/** Background work of a service: how it is kept running, and how it reports. */
@org.jspecify.annotations.NullMarked
package my.kilat.platform.background;
