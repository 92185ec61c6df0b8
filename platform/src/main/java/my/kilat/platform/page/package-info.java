/** Paged lists: the requested page, and its rows. */
@org.jspecify.annotations.NullMarked
package my.kilat.platform.page;
