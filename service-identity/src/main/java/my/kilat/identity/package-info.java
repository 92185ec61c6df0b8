/** Accounts, passwords, logins and the tokens that come of them. */
@org.jspecify.annotations.NullMarked
package my.kilat.identity;
