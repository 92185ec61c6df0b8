/** Building and testing all modules with Maven, so that a person can follow. */
@org.jspecify.annotations.NullMarked
package my.kilat.launcher.build;
