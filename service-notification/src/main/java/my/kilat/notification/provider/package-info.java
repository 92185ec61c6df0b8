/** Those who bring messages to people: a mail server, and stand-ins that only note what they would have sent. */
@org.jspecify.annotations.NullMarked
package my.kilat.notification.provider;
