package my.kilat.contract.booking;

import java.util.UUID;

/**
 * An administrator gives a booking to a runner.
 *
 * @param runnerId user id of the runner
 * @param reason for the history, 1 to 500 characters
 */
public record AssignRunnerRequest(UUID runnerId, String reason) {}
