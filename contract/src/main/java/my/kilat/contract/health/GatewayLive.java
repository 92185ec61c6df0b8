package my.kilat.contract.health;

/**
 * Whether the gateway accepts requests, whatever the state of the services.
 *
 * @param status {@code live}, or {@code draining} with status 503 if it is about to stop
 */
public record GatewayLive(String status) {}
