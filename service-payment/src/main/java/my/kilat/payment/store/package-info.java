/**
 * The tables: payments with their ledger, data about bookings, webhook deliveries. Nothing else has SQL, except the simulated
 * provider, which represents an external system.
 */
@org.jspecify.annotations.NullMarked
package my.kilat.payment.store;
