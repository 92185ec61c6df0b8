/** The rules of a payment: its states, what moves it from one to the next, and what the ledger says about each move. */
@org.jspecify.annotations.NullMarked
package my.kilat.payment.domain;
