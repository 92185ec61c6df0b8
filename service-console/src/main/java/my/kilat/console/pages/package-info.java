/** The pages themselves. */
@org.jspecify.annotations.NullMarked
package my.kilat.console.pages;
