/** What the endpoints of all features share: where a call comes from, and how an account and its tokens are shown. */
@org.jspecify.annotations.NullMarked
package my.kilat.identity.http;
