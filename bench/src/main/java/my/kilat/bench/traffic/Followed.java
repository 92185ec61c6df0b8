package my.kilat.bench.traffic;

/**
 * A ride under way: a runner who sends positions, and an owner who follows them.
 *
 * @param runnerToken with which the positions are sent
 * @param ownerToken with which the sockets are opened
 * @param booking its id
 */
public record Followed(String runnerToken, String ownerToken, String booking) {}
