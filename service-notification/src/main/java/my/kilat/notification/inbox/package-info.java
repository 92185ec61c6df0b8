/** Everybody's inbox, and how it is read. */
@org.jspecify.annotations.NullMarked
package my.kilat.notification.inbox;
