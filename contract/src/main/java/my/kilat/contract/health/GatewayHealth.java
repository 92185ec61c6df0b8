package my.kilat.contract.health;

import java.util.Map;

/**
 * The gateway says how the services behind it are.
 *
 * @param status {@code healthy}, or {@code degraded} with status 503 when one of them is not
 * @param services each service by its name
 */
public record GatewayHealth(String status, Map<String, State> services) {

    /**
     * One service as the gateway sees it.
     *
     * @param status {@code healthy} or {@code unhealthy}
     */
    public record State(String status) {}
}
