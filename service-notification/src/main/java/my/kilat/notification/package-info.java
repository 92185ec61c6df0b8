/** Notifications: an inbox for each user, and delivery by their enabled channels. */
@org.jspecify.annotations.NullMarked
package my.kilat.notification;
