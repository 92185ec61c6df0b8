/** Tests of what pages are served with. */
@org.jspecify.annotations.NullMarked
package my.kilat.console.pages;
