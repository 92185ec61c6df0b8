/** The arrows between the modules. */
@org.jspecify.annotations.NullMarked
package my.kilat.acceptance.architecture;
