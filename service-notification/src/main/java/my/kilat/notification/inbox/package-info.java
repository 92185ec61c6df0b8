/** The inbox over HTTP. */
@org.jspecify.annotations.NullMarked
package my.kilat.notification.inbox;
