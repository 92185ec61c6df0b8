/** Health and readiness of a service; never in an envelope. */
@org.jspecify.annotations.NullMarked
package my.kilat.contract.health;
