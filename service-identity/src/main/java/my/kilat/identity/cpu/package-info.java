/** Work that costs milliseconds of CPU, kept from starving everything else. */
@org.jspecify.annotations.NullMarked
package my.kilat.identity.cpu;
