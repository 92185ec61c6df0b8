/**
 * Reconciliation: continuous comparison of a service's rows with the state in another service, and repair of the
 * differences.
 */
@org.jspecify.annotations.NullMarked
package my.kilat.platform.reconcile;
