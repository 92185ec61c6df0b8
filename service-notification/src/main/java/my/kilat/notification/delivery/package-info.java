/** The way of a notification beyond the inbox: a queue for each channel, and who works it. */
@org.jspecify.annotations.NullMarked
package my.kilat.notification.delivery;
