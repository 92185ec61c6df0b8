/** Notifications: everybody's inbox, and push, SMS and e-mail beyond it. */
@org.jspecify.annotations.NullMarked
package my.kilat.notification;
