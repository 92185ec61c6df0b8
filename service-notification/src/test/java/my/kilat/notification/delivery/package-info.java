@org.jspecify.annotations.NullMarked
package my.kilat.notification.delivery;
