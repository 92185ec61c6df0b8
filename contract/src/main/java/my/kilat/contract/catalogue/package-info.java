/** The catalogue of services: what everybody has to know to start, reach, route to or deploy each of them. */
@org.jspecify.annotations.NullMarked
package my.kilat.contract.catalogue;
