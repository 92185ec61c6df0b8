/** What a service says about its own state; never in an envelope. */
@org.jspecify.annotations.NullMarked
package my.kilat.contract.health;
