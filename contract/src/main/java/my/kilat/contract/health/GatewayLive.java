package my.kilat.contract.health;

/**
 * The gateway says whether it takes requests, whatever is behind it.
 *
 * @param status {@code live}, or {@code draining} with status 503 when it is about to stop
 */
public record GatewayLive(String status) {}
