package my.kilat.contract.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The gateway says how the services behind it are.
 *
 * @param status {@code healthy}, or {@code degraded} with status 503 when one of them is not
 * @param services each service by its name
 * @param alarms what a person has to look after at the gateway itself, in a few words each; omitted when there is nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GatewayHealth(
        String status,
        Map<String, State> services,
        @Nullable Map<String, String> alarms) {

    /**
     * One service as the gateway sees it.
     *
     * @param status {@code healthy} or {@code unhealthy}
     * @param alarms what a person has to look after, though it answers requests; omitted when there is nothing
     * @param checks what it says of itself while it is unhealthy; omitted when that is nothing
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record State(
            String status,
            @Nullable Map<String, String> alarms,
            @Nullable Map<String, String> checks) {}
}
