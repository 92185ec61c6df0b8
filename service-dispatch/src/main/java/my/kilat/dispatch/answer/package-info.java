/** What runners answer to their offers, and what owners and operators see of a search. */
@org.jspecify.annotations.NullMarked
package my.kilat.dispatch.answer;
