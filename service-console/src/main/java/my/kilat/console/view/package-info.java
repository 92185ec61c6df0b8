/** Filters and columns of a list that somebody has saved under a name. */
@org.jspecify.annotations.NullMarked
package my.kilat.console.view;
