/** The envelopes of HTTP responses. */
@org.jspecify.annotations.NullMarked
package my.kilat.contract.http;
