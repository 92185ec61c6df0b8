/** The rules of notifications: recipients, texts, channels and times. Without HTTP, SQL, Kafka or mail. */
@org.jspecify.annotations.NullMarked
package my.kilat.notification.domain;
