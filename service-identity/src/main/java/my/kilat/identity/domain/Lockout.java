package my.kilat.identity.domain;

import java.time.Duration;

/**
 * When failed logins lock an account.
 *
 * @param failures so many, 1 and more
 * @param window within this time
 * @param pause lock it for this long
 */
public record Lockout(int failures, Duration window, Duration pause) {}
