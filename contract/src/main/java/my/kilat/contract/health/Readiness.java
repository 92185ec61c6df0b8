package my.kilat.contract.health;

import java.util.Map;

/**
 * A service says whether it can do its work now.
 *
 * @param status {@code ready}, or {@code not_ready} with status 503
 * @param service the service's name
 * @param checks what was looked at: {@code ok}, or a few words about the fault
 */
public record Readiness(String status, String service, Map<String, String> checks) {}
