package my.kilat.identity.domain;

import java.time.Duration;

/**
 * A rule by which failed logins lock an account.
 *
 * @param failures the number of failures, 1 and up
 * @param window the period in which they have to occur
 * @param pause the duration of the lock
 */
public record Lockout(int failures, Duration window, Duration pause) {}
