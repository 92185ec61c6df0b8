/** Initiation of payments by owners. */
@org.jspecify.annotations.NullMarked
package my.kilat.payment.initiation;
