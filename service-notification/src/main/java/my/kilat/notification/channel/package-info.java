/**
 * The channels beyond the inbox: one class each, which selects the addresses, the content and the provider of its messages.
 */
@org.jspecify.annotations.NullMarked
package my.kilat.notification.channel;
