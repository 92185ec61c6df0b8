package my.kilat.platform.event;

import java.time.Duration;

/**
 * The oldest of the events that a consumer could not finish, for its report.
 *
 * @param age for how long it has waited
 * @param words which it is, and for what it waits
 */
record Overdue(Duration age, String words) {}
