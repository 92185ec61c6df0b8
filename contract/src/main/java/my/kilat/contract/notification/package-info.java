/** The inbox and how its holder wants to be told. */
@org.jspecify.annotations.NullMarked
package my.kilat.contract.notification;
