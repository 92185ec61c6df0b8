package my.kilat.contract.payment;

/** Why an admin gives the money back; not blank. */
public record RefundPaymentRequest(String reason) {}
