/**
 * The tables: payments with their ledger, bookings as far as they are known, deliveries of webhooks. Nothing else has SQL, but
 * for the simulated provider, which stands for a system of somebody else.
 */
@org.jspecify.annotations.NullMarked
package my.kilat.payment.store;
