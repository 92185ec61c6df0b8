/** What an account, a login and a refresh token are, and the rules for them. Nothing here knows HTTP or SQL. */
@org.jspecify.annotations.NullMarked
package my.kilat.identity.domain;
