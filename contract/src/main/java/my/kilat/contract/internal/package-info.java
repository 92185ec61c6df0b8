/** What services tell each other over HTTP, as {@code internal.yaml} describes it. No client sees it. */
@org.jspecify.annotations.NullMarked
package my.kilat.contract.internal;
