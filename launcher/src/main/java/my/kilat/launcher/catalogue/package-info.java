/** Files outside the code that repeat what the catalogue of services says. */
@org.jspecify.annotations.NullMarked
package my.kilat.launcher.catalogue;
