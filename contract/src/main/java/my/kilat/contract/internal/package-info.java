/** Requests and responses between services over HTTP, as in {@code internal.yaml}. Not visible to clients. */
@org.jspecify.annotations.NullMarked
package my.kilat.contract.internal;
