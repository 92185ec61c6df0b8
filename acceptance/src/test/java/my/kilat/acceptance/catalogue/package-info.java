/** The catalogue of services against the files that repeat it, and what it takes to add a service. */
@org.jspecify.annotations.NullMarked
package my.kilat.acceptance.catalogue;
