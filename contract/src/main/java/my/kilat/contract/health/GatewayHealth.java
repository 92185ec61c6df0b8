package my.kilat.contract.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The health of the services behind the gateway.
 *
 * @param status {@code healthy}, or {@code degraded} with status 503 if one of them is not
 * @param services each service by its name
 * @param alarms of the gateway itself, in a few words each; omitted if there are none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GatewayHealth(
        String status,
        Map<String, State> services,
        @Nullable Map<String, String> alarms) {

    /**
     * The health of one service, as the gateway sees it.
     *
     * @param status {@code healthy} or {@code unhealthy}
     * @param alarms of the service, which do not affect its status; omitted if there are none
     * @param checks its failed checks while it is unhealthy; omitted if there are none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record State(
            String status,
            @Nullable Map<String, String> alarms,
            @Nullable Map<String, String> checks) {}
}
