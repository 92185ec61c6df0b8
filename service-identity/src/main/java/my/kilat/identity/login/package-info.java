/** Getting in: registration, passwords, and logins that do not tell who has an account. */
@org.jspecify.annotations.NullMarked
package my.kilat.identity.login;
