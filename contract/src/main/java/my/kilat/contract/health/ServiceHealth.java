package my.kilat.contract.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A service says whether its process is well.
 *
 * @param status {@code healthy}, or {@code unhealthy} with status 503
 * @param service the service's name
 * @param checks what only a person can mend, in a few words each; omitted while healthy
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ServiceHealth(
        String status, String service, @Nullable Map<String, String> checks) {}
