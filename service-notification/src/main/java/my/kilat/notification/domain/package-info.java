/** What is told to whom, in which words, by which channels and when. Knows no HTTP, no SQL, no Kafka and no mail. */
@org.jspecify.annotations.NullMarked
package my.kilat.notification.domain;
