package my.kilat.contract.payment;

/** The reason of an admin's refund; not blank. */
public record RefundPaymentRequest(String reason) {}
