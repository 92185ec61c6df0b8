/** Builds and tests all modules with Maven, with readable progress. */
@org.jspecify.annotations.NullMarked
package my.kilat.launcher.build;
