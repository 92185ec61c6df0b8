package my.kilat.contract.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether a service is ready for requests.
 *
 * @param status {@code ready}, or {@code not_ready} with status 503
 * @param service the service's name
 * @param checks by name: {@code ok}, or the fault in a few words
 * @param alarms for an operator, in a few words each; they do not change the status; omitted if there are none
 * @param parts the background parts, by name; omitted if there are none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Readiness(
        String status,
        String service,
        Map<String, String> checks,
        @Nullable Map<String, String> alarms,
        @Nullable Map<String, BackgroundPart> parts) {}
