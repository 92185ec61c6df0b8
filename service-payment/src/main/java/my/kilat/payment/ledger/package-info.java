/** Looking after the books. */
@org.jspecify.annotations.NullMarked
package my.kilat.payment.ledger;
