/** The envelopes of HTTP answers. */
@org.jspecify.annotations.NullMarked
package my.kilat.contract.http;
