/** Accounts, logins and refresh tokens, and their rules, without HTTP or SQL. */
@org.jspecify.annotations.NullMarked
package my.kilat.identity.domain;
