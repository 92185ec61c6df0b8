/** Accounts: opened, kept, changed. */
@org.jspecify.annotations.NullMarked
package my.kilat.identity.account;
