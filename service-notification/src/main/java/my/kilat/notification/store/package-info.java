/** Notifications, recipients, devices and deliveries in PostgreSQL. */
@org.jspecify.annotations.NullMarked
package my.kilat.notification.store;
