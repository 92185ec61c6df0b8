package my.kilat.contract.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether the process of a service is alive, or has to be restarted.
 *
 * @param status {@code healthy}, or {@code unhealthy} with status 503 if only a restart helps
 * @param service the service's name
 * @param checks the faults that a restart repairs, in a few words each; omitted while healthy
 * @param alarms for an operator, in a few words each; they do not change the status; omitted if there are none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ServiceHealth(
        String status,
        String service,
        @Nullable Map<String, String> checks,
        @Nullable Map<String, String> alarms) {}
