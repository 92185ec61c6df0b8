/** Tokens, and the keys they are signed with. */
@org.jspecify.annotations.NullMarked
package my.kilat.identity.token;
