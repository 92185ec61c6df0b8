/** Files outside of the code that repeat the catalogue of services. */
@org.jspecify.annotations.NullMarked
package my.kilat.launcher.catalogue;
