/** Accounts, sessions, failed logins and signing keys in PostgreSQL. */
@org.jspecify.annotations.NullMarked
package my.kilat.identity.store;
