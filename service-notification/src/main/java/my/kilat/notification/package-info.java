/** Notifications: an inbox for each user, and delivery by the channels that they have left on. */
@org.jspecify.annotations.NullMarked
package my.kilat.notification;
