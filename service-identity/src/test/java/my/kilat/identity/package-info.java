/** Identity, seen from outside. */
@org.jspecify.annotations.NullMarked
package my.kilat.identity;
