/** How people can be reached, as their accounts say. */
@org.jspecify.annotations.NullMarked
package my.kilat.notification.recipient;
