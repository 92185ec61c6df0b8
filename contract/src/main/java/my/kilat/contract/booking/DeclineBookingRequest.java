package my.kilat.contract.booking;

/** Why a runner gives a booking back. */
public record DeclineBookingRequest(DeclineReason reason) {}
