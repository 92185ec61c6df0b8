@org.jspecify.annotations.NullMarked
package my.kilat.booking.store;
