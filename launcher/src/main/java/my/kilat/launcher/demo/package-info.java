/** {@code kilat demo}: simulated owners and runners that complete rides, as the apps do. */
@org.jspecify.annotations.NullMarked
package my.kilat.launcher.demo;
