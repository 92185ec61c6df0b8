/** What the operations console shows of notices. */
@org.jspecify.annotations.NullMarked
package my.kilat.notification.overview;
