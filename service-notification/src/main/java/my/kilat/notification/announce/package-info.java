/** From events to notifications. */
@org.jspecify.annotations.NullMarked
package my.kilat.notification.announce;
