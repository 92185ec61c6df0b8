/** The preferences of recipients: channels, quiet hours, devices. */
@org.jspecify.annotations.NullMarked
package my.kilat.notification.preferences;
