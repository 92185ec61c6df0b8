package my.kilat.tracking.socket;

import my.kilat.tracking.domain.Parties;

/**
 * A client that follows a booking.
 *
 * @param spelling the booking's id as the client spelled it
 * @param by whose client it is
 * @param status whether changes of status are wanted too
 * @param eta whether expected arrivals are wanted too
 */
record Follower(String spelling, Parties.Follower by, boolean status, boolean eta) {}
