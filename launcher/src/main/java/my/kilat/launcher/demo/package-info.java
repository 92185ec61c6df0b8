/** {@code kilat demo}: owners and runners who go through whole rides, the way the apps do it. */
@org.jspecify.annotations.NullMarked
package my.kilat.launcher.demo;
