/** Execution of payment tasks with the provider, and storage of the results. */
@org.jspecify.annotations.NullMarked
package my.kilat.payment.settlement;
