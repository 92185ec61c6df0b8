/** Lists by pages: how a page is asked for, and what comes back. */
@org.jspecify.annotations.NullMarked
package my.kilat.platform.page;
