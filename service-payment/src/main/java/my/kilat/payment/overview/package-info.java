/** What the operations console shows of money. */
@org.jspecify.annotations.NullMarked
package my.kilat.payment.overview;
