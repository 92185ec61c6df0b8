@org.jspecify.annotations.NullMarked
package my.kilat.payment.provider;
