/** How people can be reached, and how they want to be. */
@org.jspecify.annotations.NullMarked
package my.kilat.notification.recipient;
