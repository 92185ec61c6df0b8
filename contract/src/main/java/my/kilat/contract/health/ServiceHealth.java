package my.kilat.contract.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A service says whether its process is alive, or has to be restarted.
 *
 * @param status {@code healthy}, or {@code unhealthy} with status 503 when only a restart helps
 * @param service the service's name
 * @param checks what a restart would mend, in a few words each; omitted while healthy
 * @param alarms what a person has to look at, in a few words each; they do not change the status; omitted when there are
 *     none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ServiceHealth(
        String status,
        String service,
        @Nullable Map<String, String> checks,
        @Nullable Map<String, String> alarms) {}
