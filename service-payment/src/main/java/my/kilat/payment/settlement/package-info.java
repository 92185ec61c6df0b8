/** Doing with the provider what payments still have to have done, and writing down what comes of it. */
@org.jspecify.annotations.NullMarked
package my.kilat.payment.settlement;
