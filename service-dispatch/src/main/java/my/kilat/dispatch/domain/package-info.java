/** How runners are chosen, and what becomes of rides and offers; pure. */
@org.jspecify.annotations.NullMarked
package my.kilat.dispatch.domain;
