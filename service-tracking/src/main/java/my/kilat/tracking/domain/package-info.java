/** The rules of trips: begin and end, path, and access. Records and functions without a framework. */
@org.jspecify.annotations.NullMarked
package my.kilat.tracking.domain;
