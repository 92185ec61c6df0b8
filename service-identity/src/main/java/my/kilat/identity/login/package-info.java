/** Registration, passwords, and logins that do not disclose which accounts exist. */
@org.jspecify.annotations.NullMarked
package my.kilat.identity.login;
