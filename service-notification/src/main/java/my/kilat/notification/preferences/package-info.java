/** How people say the ways by which they want to be told. */
@org.jspecify.annotations.NullMarked
package my.kilat.notification.preferences;
