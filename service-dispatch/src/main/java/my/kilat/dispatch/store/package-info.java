/** The tables: what is known of bookings and runners, searches and their offers. */
@org.jspecify.annotations.NullMarked
package my.kilat.dispatch.store;
