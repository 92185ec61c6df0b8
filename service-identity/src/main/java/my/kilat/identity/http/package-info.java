/** Shared by the endpoints of all features: the origin of a call, and the views of an account and its tokens. */
@org.jspecify.annotations.NullMarked
package my.kilat.identity.http;
