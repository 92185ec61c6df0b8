/** Providers, which transmit the messages of a channel: a mail server, and simulated ones that store what they would have sent. */
@org.jspecify.annotations.NullMarked
package my.kilat.notification.provider;
