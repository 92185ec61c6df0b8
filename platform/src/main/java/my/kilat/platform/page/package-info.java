/** Paged lists: the requested page, by its number or by a cursor, and its rows. */
@org.jspecify.annotations.NullMarked
package my.kilat.platform.page;
