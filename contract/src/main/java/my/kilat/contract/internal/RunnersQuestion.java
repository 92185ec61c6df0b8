package my.kilat.contract.internal;

import java.util.List;
import java.util.UUID;

/**
 * What can these runners carry?
 *
 * @param userIds 1 to {@value #MOST} of them, each once
 */
public record RunnersQuestion(List<UUID> userIds) {
    /** How many may be asked about at once. */
    public static final int MOST = 100;
}
