/** Monitoring of the ledger. */
@org.jspecify.annotations.NullMarked
package my.kilat.payment.ledger;
