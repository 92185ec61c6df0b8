/** The inbox and the preferences of its holder. */
@org.jspecify.annotations.NullMarked
package my.kilat.contract.notification;
