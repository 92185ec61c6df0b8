/** Contact data of users, according to their accounts. */
@org.jspecify.annotations.NullMarked
package my.kilat.notification.recipient;
