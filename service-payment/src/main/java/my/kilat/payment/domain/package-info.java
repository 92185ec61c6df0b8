/** The rules of a payment: its states, their transitions, and the ledger transaction of each. */
@org.jspecify.annotations.NullMarked
package my.kilat.payment.domain;
