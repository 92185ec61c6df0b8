/** Delivery of notifications beyond the inbox: a queue and a worker for each channel. */
@org.jspecify.annotations.NullMarked
package my.kilat.notification.delivery;
