package my.kilat.contract.booking;

/**
 * An administrator has a runner looked for anew.
 *
 * @param reason for the history, 1 to 500 characters
 */
public record ReofferBookingRequest(String reason) {}
