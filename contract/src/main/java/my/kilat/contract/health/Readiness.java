package my.kilat.contract.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A service says whether it should get requests now.
 *
 * @param status {@code ready}, or {@code not_ready} with status 503
 * @param service the service's name
 * @param checks what was looked at: {@code ok}, or a few words about the fault
 * @param alarms what a person has to look at, in a few words each; they do not change the status; omitted when there are
 *     none
 * @param parts what works in the background, by name; omitted where there is nothing of the kind
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Readiness(
        String status,
        String service,
        Map<String, String> checks,
        @Nullable Map<String, String> alarms,
        @Nullable Map<String, BackgroundPart> parts) {}
