@org.jspecify.annotations.NullMarked
package my.kilat.payment.domain;
