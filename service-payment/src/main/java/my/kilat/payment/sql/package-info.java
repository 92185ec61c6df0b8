/** SQL with as little around it as possible: these statements run several times for every ride. */
@org.jspecify.annotations.NullMarked
package my.kilat.payment.sql;
