/** The catalogue of services: the data to start, reach, route to or deploy each of them. */
@org.jspecify.annotations.NullMarked
package my.kilat.contract.catalogue;
