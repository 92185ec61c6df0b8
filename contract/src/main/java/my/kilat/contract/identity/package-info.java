/** Accounts and tokens. */
@org.jspecify.annotations.NullMarked
package my.kilat.contract.identity;
