/** What breaks, and what must not. */
@org.jspecify.annotations.NullMarked
package my.kilat.acceptance.fault;
