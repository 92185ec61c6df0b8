/** Payments: figures, ledger, and what is done to one. */
@org.jspecify.annotations.NullMarked
package my.kilat.console.money;
