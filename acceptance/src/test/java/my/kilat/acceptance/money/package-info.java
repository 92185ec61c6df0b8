/** Bookings and their money, in every combination. */
@org.jspecify.annotations.NullMarked
package my.kilat.acceptance.money;
